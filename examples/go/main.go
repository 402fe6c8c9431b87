// A Go route for signed-in users: go mod tidy && go run .
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

func main() {
	site := cmp.Or(os.Getenv("LATCHKEY_ORIGIN"), "http://localhost:3000")
	appID := cmp.Or(os.Getenv("LATCHKEY_APP_ID"), "latchkey")
	issuer := site + "/v1/apps/" + appID

	// Fetched once, and again when a token names a key that is not there.
	keys := oidc.NewRemoteKeySet(context.Background(), issuer+"/.well-known/jwks.json")
	expected := oidc.Config{ClientID: appID, SupportedSigningAlgs: []string{oidc.RS256}}
	verifier := oidc.NewVerifier(issuer, keys, &expected)

	http.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		token, err := verifier.Verify(r.Context(), text)
		if err != nil || !strings.EqualFold(scheme, "bearer") {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			json.NewEncoder(w).Encode(map[string]string{"code": "invalid_token"})
			return
		}
		json.NewEncoder(w).Encode(map[string]string{"user_id": token.Subject})
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+cmp.Or(os.Getenv("PORT"), "4000"), nil))
}
