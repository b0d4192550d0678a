package org.lienthong.call;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lienthong.agency.AgencySystem;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;
import org.springframework.util.unit.DataSize;

/** Calls of systems on this machine, with limits that tests reach quickly. */
public final class TestSystems {

    private TestSystems() {}

    public static Systems of(Duration timeout, int concurrent) {
        return of(timeout, concurrent, List.of());
    }

    /** With a circuit breaker that never opens. */
    public static Systems tireless(Duration timeout) {
        return of(timeout, 32, List.of(), new CallSettings.Breaker(100, 1000, 1000, Duration.ofMillis(1)));
    }

    static Systems of(Duration timeout, int concurrent, List<CallSettings.Credential> credentials) {
        return of(timeout, concurrent, credentials, new CallSettings.Breaker(50, 10, 10, Duration.ofSeconds(60)));
    }

    private static Systems of(
            Duration timeout, int concurrent, List<CallSettings.Credential> credentials, CallSettings.Breaker breaker) {
        CallSettings settings = new CallSettings(
                Duration.ofSeconds(1), timeout, concurrent, DataSize.ofKilobytes(64), true, breaker, credentials);
        return new Systems(
                settings,
                new Credentials(settings, name -> null, true, Clock.systemUTC()),
                new AnswerCheck(SecureXml.streaming(EdxmlLimits.defaults())),
                name -> {
                    throw new IllegalStateException();
                },
                UnaryOperator.identity(),
                new SimpleMeterRegistry(),
                org.lienthong.trace.Traces.off(),
                Clock.systemUTC());
    }

    public static AgencySystem rest(URI url) {
        return new AgencySystem("records", url, AgencySystem.Kind.REST, List.of(), AgencySystem.Calls.AS_ALL);
    }

    public static AgencySystem soap(URI url, Set<String> refusals) {
        return new AgencySystem(
                "population",
                url,
                AgencySystem.Kind.SOAP,
                List.of(),
                new AgencySystem.Calls(null, null, null, false, null, refusals));
    }
}
