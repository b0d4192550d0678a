package org.lienthong.service;

import java.time.Instant;
import java.util.Optional;

/** Knows which services are interrupted, as was announced. */
@FunctionalInterface
public interface ProviderMaintenance {

    /** When the interruption ends that a call of this service would meet now. */
    Optional<Instant> until(String provider, String service);
}
