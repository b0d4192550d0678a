package org.lienthong.agreement;

import java.nio.file.Path;
import java.time.Clock;
import org.lienthong.agency.Agencies;
import org.lienthong.agency.TestAgencies;

/** Agreements without a database: nothing is suspended at run time. */
public final class TestAgreements {

    private TestAgreements() {}

    /** Those that ship with the hub. */
    public static Agreements shipped() {
        return of(Path.of("config"), TestAgencies.shipped(), Clock.systemUTC());
    }

    /** Those of the stewards' directory given. */
    public static Agreements of(Path config, Agencies agencies, Clock clock) {
        return new Agreements(config, agencies, new Orders(), clock);
    }
}
