-- Finds events by the start of an address: its first three groups as they are written. That is an IPv4 network of
-- 24 bits, or an IPv6 network of 48.

create index events_network on events (
    substr(ip, 1, length(ip) - length(ltrim(substr(ltrim(substr(ltrim(ip, '0123456789abcdef'), 2),
        '0123456789abcdef'), 2), '0123456789abcdef'))),
    sequence
);
