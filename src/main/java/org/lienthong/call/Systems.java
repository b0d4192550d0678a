package org.lienthong.call;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencySystem;
import org.lienthong.problem.Locus;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.trace.Traces;

/**
 * Calls registered systems. Address, TLS, credentials, time-outs, circuit breaker and bulkhead come from the register of
 * agencies and {@code hub.call}; a change there takes effect with the next call. Whatever goes wrong is a
 * {@link ProblemException} with the locus provider, within the deadline.
 */
public final class Systems implements AutoCloseable {

    private static final String DEFAULT = "";

    /** Below this there is no time for a second attempt. */
    private static final Duration WORTH_RETRYING = Duration.ofMillis(50);

    private record Target(String name, AgencySystem system, SystemGate gate, Seen seen) {}

    /** When calls last went well and badly. */
    private static final class Seen {
        private volatile @Nullable Instant success;
        private volatile @Nullable Instant failure;

        void sound(boolean sound, Instant at) {
            if (sound) {
                success = at;
            } else {
                failure = at;
            }
        }
    }

    private final CallSettings settings;
    private final CheckedAddresses reachable;
    private final Credentials credentials;
    private final AnswerCheck check;
    private final Function<String, SSLContext> tls;
    private final UnaryOperator<URI> addresses;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Clock clock;
    private final ConcurrentMap<String, HttpCaller> callers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Target> targets = new ConcurrentHashMap<>();

    /**
     * @param tls from the name of a TLS bundle to what it means
     * @param addresses from a registered address to the one that is really called; they differ for simulated systems only
     */
    Systems(
            CallSettings settings,
            Credentials credentials,
            AnswerCheck check,
            Function<String, SSLContext> tls,
            UnaryOperator<URI> addresses,
            MeterRegistry meters,
            Traces traces,
            Clock clock) {
        this.traces = traces;
        this.clock = clock;
        this.settings = settings;
        this.reachable = CheckedAddresses.of(settings.loopback());
        this.credentials = credentials;
        this.check = check;
        this.tls = tls;
        this.addresses = addresses;
        this.meters = meters;
    }

    /**
     * Makes one call. It is repeated once when the first attempt surely did nothing: no connection came about, or the
     * system is safe to ask twice and hung up without a word.
     *
     * @throws ProblemException with the locus provider, or hub when the configuration does not hold what it takes
     */
    public SystemAnswer call(Agency agency, AgencySystem system, SystemCall call, Deadline deadline) {
        Target target = target(agency, system);
        CallSpan span = CallSpan.begin(traces, clock, target.name());
        SystemCall traced = span.on(call);
        long start = System.nanoTime();
        String result = "answered";
        try {
            return target.gate()
                    .pass(
                            () -> check.check(system, send(system, traced, deadline.atMost(timeout(system)))),
                            answer -> true);
        } catch (ProblemException problem) {
            result = problem.type().slug();
            throw problem;
        } finally {
            span.end(result);
            target.seen().sound(isSound(result), clock.instant());
            meters.timer("hub.system.calls", "system", target.name(), "result", result)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Makes one call, once, and gives whatever came of it: for systems that say with their answers, in words of their own,
     * what others say with a status. The caller judges them.
     *
     * @throws ProblemException with the locus hub when the configuration does not hold what it takes
     */
    public SystemReply ask(Agency agency, AgencySystem system, SystemCall call, Deadline deadline) {
        try {
            Target target = target(agency, system);
            SystemReply reply =
                    target.gate().pass(() -> asked(system, call, deadline.atMost(timeout(system))), SystemReply::sound);
            target.seen().sound(reply.sound(), clock.instant());
            return reply;
        } catch (ProblemException closed) {
            if (closed.type() == ProblemType.PROVIDER_UNAVAILABLE) {
                return SystemReply.none(false);
            }
            throw closed;
        }
    }

    private SystemReply asked(AgencySystem system, SystemCall call, Deadline deadline) {
        try {
            HttpCaller.Raw raw = attempt(system, call, deadline);
            return new SystemReply(raw.status(), raw.retryAfter(), raw.body(), true);
        } catch (HttpCaller.Unreachable e) {
            return SystemReply.none(e.sent());
        } catch (ProblemException e) {
            if (e.type().locus() == Locus.PROVIDER) {
                return SystemReply.none(!(e.getCause() instanceof ConnectTimeoutException));
            }
            throw e;
        }
    }

    private Target target(Agency agency, AgencySystem system) {
        String id = agency.id() + '/' + system.name();
        Target seen = targets.get(id);
        if (seen != null && seen.system().equals(system)) {
            return seen; // as at nearly every call, without a lock
        }
        return targets.compute(
                id, (name, known) -> known != null && known.system().equals(system) ? known : target(name, system));
    }

    /**
     * Hands on one file that lies beneath a registered system's address; memory does not grow with it.
     *
     * @param largest in bytes; a system's own largestAnswer is about other calls
     * @throws ProblemException as {@link #call}; once the sink has begun, part of the file may have been written
     * @throws IOException when the sink could not be written to
     */
    public void download(
            Agency agency, AgencySystem system, FilePath file, long largest, Deadline deadline, FileSink sink)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "*/*");
        headers.putAll(proof(system));
        IOException[] gone = new IOException[1];
        target(agency, system)
                .gate()
                .pass(
                        () -> {
                            try {
                                caller(system.calls().tls())
                                        .download(
                                                file.at(addresses.apply(system.url())),
                                                headers,
                                                largest,
                                                deadline,
                                                sink);
                            } catch (HttpCaller.Unreachable unreachable) {
                                throw ProviderProblems.unreachable(unreachable);
                            } catch (HttpCaller.SinkFailed failed) {
                                gone[0] = (IOException) failed.getCause();
                            }
                            return Boolean.TRUE;
                        },
                        done -> true);
        if (gone[0] != null) {
            throw gone[0];
        }
    }

    /** A refusal or fault that the system states is an answer. */
    private static boolean isSound(String result) {
        return result.equals("answered")
                || result.equals(ProblemType.PROVIDER_REFUSED.slug())
                || result.equals(ProblemType.PROVIDER_FAULT.slug());
    }

    /** The state of the circuit breaker of each system called so far, by {@code agency/system}. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        reports().forEach((name, report) -> states.put(name, report.circuit()));
        return states;
    }

    /** Of each system called so far, by {@code agency/system}. */
    public Map<String, SystemReport> reports() {
        Map<String, SystemReport> reports = new TreeMap<>();
        targets.forEach((name, target) -> reports.put(
                name, new SystemReport(target.gate().state(), target.seen().success, target.seen().failure)));
        return reports;
    }

    /** What the hub trusts and presents when it calls a system with this TLS bundle; null: as Java does. */
    public @Nullable SSLContext tls(@Nullable String bundle) {
        return bundle == null ? null : tls.apply(bundle);
    }

    private Target target(String name, AgencySystem system) {
        Integer concurrent = system.calls().concurrent();
        Gauge.builder("hub.system.breaker.open", targets, all -> isOpen(all.get(name)) ? 1 : 0)
                .tag("system", name)
                .register(meters);
        return new Target(
                name,
                system,
                new SystemGate(name, concurrent == null ? settings.concurrent() : concurrent, settings.breaker()),
                new Seen());
    }

    private static boolean isOpen(@Nullable Target target) {
        return target != null && target.gate().state().equals("open");
    }

    private Duration timeout(AgencySystem system) {
        Duration own = system.calls().timeout();
        return own == null ? settings.timeout() : own;
    }

    private HttpCaller.Raw send(AgencySystem system, SystemCall call, Deadline deadline) {
        if (deadline.passed()) {
            throw ProviderProblems.timeout(null);
        }
        try {
            return attempt(system, call, deadline);
        } catch (HttpCaller.Unreachable first) {
            boolean safe = !first.sent() || (call.safe() || system.calls().idempotent()) && HttpCaller.hungUp(first);
            if (!safe || deadline.left().compareTo(WORTH_RETRYING) < 0) {
                throw ProviderProblems.unreachable(first);
            }
        }
        try {
            return attempt(system, call, deadline);
        } catch (HttpCaller.Unreachable second) {
            throw ProviderProblems.unreachable(second);
        }
    }

    private HttpCaller.Raw attempt(AgencySystem system, SystemCall call, Deadline deadline)
            throws HttpCaller.Unreachable {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", system.kind() == AgencySystem.Kind.SOAP ? "text/xml" : "application/json");
        if (call.body().length > 0) {
            headers.put("Content-Type", call.contentType());
        }
        headers.putAll(call.headers());
        headers.putAll(proof(system));
        Long own = system.calls().largestAnswer();
        long largest = own == null ? settings.largestAnswer().toBytes() : own;
        return caller(system.calls().tls())
                .exchange(
                        call.method(),
                        address(addresses.apply(system.url()), call),
                        headers,
                        call.body(),
                        Math.min(largest, call.largestAnswer()),
                        deadline);
    }

    private Map<String, String> proof(AgencySystem system) {
        for (String name : system.credentials()) {
            if (!credentials.has(name)) {
                throw new ProblemException(
                        ProblemType.INTERNAL_ERROR,
                        "The hub has no credentials for the provider's system; tell its operator.",
                        "Trục chưa có thông tin xác thực với hệ thống của bên cung cấp; hãy báo đơn vị vận hành.");
            }
        }
        return credentials.headers(system);
    }

    /** For whatever else connects to registered systems. */
    public CheckedAddresses reachable() {
        return reachable;
    }

    /** Where a registered address leads; elsewhere for simulated systems only. */
    public URI address(URI registered) {
        return addresses.apply(registered);
    }

    private static URI address(URI base, SystemCall call) {
        if (call.path().isEmpty() && call.query().isEmpty()) {
            return base;
        }
        StringBuilder address = new StringBuilder(base.toString());
        if (!call.path().isEmpty()) {
            address.append(base.getRawPath().endsWith("/") ? "" : "/").append(call.path());
        }
        if (!call.query().isEmpty()) {
            address.append(base.getRawQuery() == null ? '?' : '&')
                    .append(call.query().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(one -> encoded(one.getKey()) + '=' + encoded(one.getValue()))
                            .collect(Collectors.joining("&")));
        }
        return URI.create(address.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpCaller caller(@Nullable String bundle) {
        return callers.computeIfAbsent(
                bundle == null ? DEFAULT : bundle,
                name -> new HttpCaller(
                        settings.connectTimeout(), reachable, name.equals(DEFAULT) ? null : tls.apply(name)));
    }

    @Override
    public void close() throws IOException {
        for (HttpCaller caller : callers.values()) {
            caller.close();
        }
    }
}
