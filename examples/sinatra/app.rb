# A Sinatra route for signed-in users: gem install jwt sinatra rackup puma && ruby app.rb
require 'json'
require 'jwt'
require 'net/http'
require 'sinatra'

APP_ID = ENV.fetch('LATCHKEY_APP_ID', 'latchkey')
ISSUER = "#{ENV.fetch('LATCHKEY_ORIGIN', 'http://localhost:3000')}/v1/apps/#{APP_ID}".freeze

set bind: '127.0.0.1', port: ENV.fetch('PORT', 4000)

# Kept for five minutes, and fetched again when a token names an unknown key, at most every ten seconds.
keys = { 'keys' => [] }
fetched_at = Time.at(0)
lock = Mutex.new
KEYS = lambda do |options|
  lock.synchronize do
    if Time.now - fetched_at > (options[:kid_not_found] ? 10 : 300)
      fetched_at = Time.now
      keys = JSON.parse(Net::HTTP.get(URI("#{ISSUER}/.well-known/jwks.json")))
    end
    keys
  end
end

def signed_in
  scheme, token = request.env['HTTP_AUTHORIZATION'].to_s.split(' ', 2)
  raise JWT::DecodeError, 'no token' unless scheme.to_s.casecmp?('bearer')

  expected = { iss: ISSUER, verify_iss: true, aud: APP_ID, verify_aud: true }
  JWT.decode(token, nil, true, algorithms: ['RS256'], jwks: KEYS, **expected).first
rescue JWT::DecodeError
  halt 401, { 'WWW-Authenticate' => 'Bearer' }, { code: 'invalid_token' }.to_json
end

get '/hello' do
  content_type :json
  { user_id: signed_in['sub'] }.to_json
end
