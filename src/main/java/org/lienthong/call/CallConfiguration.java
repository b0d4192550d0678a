package org.lienthong.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;
import org.lienthong.trace.Traces;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Builds what calls registered systems. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallSettings.class)
class CallConfiguration {

    /** The host of simulated systems: they are routes of this very hub, on whatever port it listens. */
    private static final String SIMULATED = "simulated.example";

    @Bean
    Credentials callCredentials(CallSettings settings, Environment environment, Clock clock) {
        boolean demo = environment.acceptsProfiles(Profiles.of("sandbox"));
        return new Credentials(settings, System::getenv, demo, clock);
    }

    @Bean
    Systems systems(
            CallSettings settings,
            Credentials credentials,
            EdxmlLimits limits,
            SslBundles bundles,
            Environment environment,
            MeterRegistry meters,
            Traces traces,
            Clock clock) {
        boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        UnaryOperator<URI> addresses = sandbox ? address -> simulated(address, environment) : UnaryOperator.identity();
        return new Systems(
                settings,
                credentials,
                new AnswerCheck(SecureXml.streaming(limits)),
                name -> bundles.getBundle(name).createSslContext(),
                addresses,
                meters,
                traces,
                clock);
    }

    private static URI simulated(URI address, Environment environment) {
        if (!SIMULATED.equals(address.getHost())) {
            return address;
        }
        String port = environment.getProperty("local.server.port", "0");
        return URI.create("http://127.0.0.1:" + port + "/sandbox" + address.getRawPath());
    }
}
