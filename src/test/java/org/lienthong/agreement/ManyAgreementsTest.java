package org.lienthong.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.Agencies;

/** The national scale: 3 552 services and 10 000 agreements, each about one of them. */
class ManyAgreementsTest {

    private static final int AGENCIES = 300;
    private static final int SERVICES = Integer.getInteger("agreements.services", 3_552);
    private static final int AGREEMENTS = Integer.getInteger("agreements.count", 10_000);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path dir;

    private static String code(int agency) {
        return "%c%02d".formatted('A' + agency / 100, agency % 100);
    }

    private SampleConfig generate(int services, int agreements) throws IOException {
        SampleConfig config = new SampleConfig(dir);
        Files.delete(dir.resolve("services/G01/citizen.yaml"));
        StringBuilder agencies = new StringBuilder("agencies:\n");
        for (int i = 0; i < AGENCIES; i++) {
            agencies.append("  - {id: %1$s, names: [{vi: Cơ quan %1$s}], codes: [{scheme: QD20, value: %1$s}]}\n"
                    .formatted(code(i)));
        }
        config.write("agencies/all.yaml", agencies.toString());
        for (int i = 0; i < services; i++) {
            config.write(
                    "services/" + code(i % AGENCIES) + "/service-" + i + ".yaml",
                    SampleConfig.CITIZEN.replace("system: population\n", ""));
        }
        StringBuilder text = new StringBuilder("agreements:\n");
        for (int i = 0; i < agreements; i++) {
            int service = i % services;
            text.append("  - ")
                    .append(SampleConfig.agreement(
                                    "a" + i,
                                    code((i + i / services) % AGENCIES),
                                    "birth-registration",
                                    ", from: 2026-01-01, to: 2028-01-01")
                            .replace("provider: G01", "provider: " + code(service % AGENCIES))
                            .replace("service: citizen", "service: service-" + service))
                    .append('\n');
        }
        return config.write("agreements/all.yaml", text.toString());
    }

    private static long nanosPerDecision(Agreements agreements, int services) {
        int rounds = 40_000;
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            int service = i % services;
            Decision decision = agreements.decide(new Enquiry(
                    code(service % AGENCIES),
                    null,
                    code(service % AGENCIES),
                    "service-" + service,
                    "birth-registration",
                    "case",
                    null,
                    "cb",
                    CLOCK.instant()));
            assertThat(decision).isInstanceOf(Decision.Permitted.class);
        }
        return (System.nanoTime() - start) / rounds;
    }

    @Test
    void areReadInSecondsAndLookedUpAsFastAsFew() throws IOException {
        SampleConfig config = generate(SERVICES, AGREEMENTS);
        Agencies agencies = config.agencies();
        long start = System.nanoTime();
        Agreements many = TestAgreements.of(dir, agencies, CLOCK);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(many.services()).hasSize(SERVICES);
        assertThat(many.agreements()).hasSize(AGREEMENTS);

        SampleConfig few = new SampleConfig(Files.createTempDirectory(dir, "few"));
        few.write("agencies/all.yaml", Files.readString(dir.resolve("agencies/all.yaml")));
        Files.delete(few.root().resolve("services/G01/citizen.yaml"));
        few.write("services/A00/service-0.yaml", SampleConfig.CITIZEN.replace("system: population\n", ""));
        few.agreements(SampleConfig.agreement("a", "A00", "birth-registration", ", from: 2026-01-01")
                .replace("provider: G01", "provider: A00")
                .replace("service: citizen", "service: service-0"));
        Agreements one = TestAgreements.of(few.root(), few.agencies(), CLOCK);
        nanosPerDecision(one, 1);
        nanosPerDecision(many, SERVICES);
        long nanosOfOne = nanosPerDecision(one, 1);
        long nanosOfMany = nanosPerDecision(many, SERVICES);
        System.out.printf(
                "%d services, %d agreements: read and checked in %d ms; a decision takes %d ns, among one %d ns%n",
                SERVICES, AGREEMENTS, millis, nanosOfMany, nanosOfOne);
        assertThat(millis).isLessThan(20_000);
        // Cold caches cost a factor, never what 10 000 comparisons would.
        assertThat(nanosOfMany).isLessThan(nanosOfOne * 20 + 20_000);
    }
}
