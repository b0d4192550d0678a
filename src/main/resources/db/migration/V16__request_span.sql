-- The hub's span of the request that brought the exchange, and the caller's span before it: "<id>" or "<id> <id>", each
-- 16 hexadecimal digits (W3C Trace Context). With trace_id all that a trace needs to go on after a crash.
alter table exchange add column request_span text;
