package org.lienthong.dossier.portal;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How dossiers go to the national portal.
 *
 * @param enabled whether this hub sends at all
 * @param credential name in {@code hub.call.credentials} of the user and password for the portal's login
 * @param loginPath beneath the address of the portal's system
 * @param servicePath the same, of all services
 * @param query parameters of the address, as the adapter's {@code dstcode} and {@code providerurl}
 * @param dossiersPerCall HoSo in one {@code DongBoHoSoMC}
 * @param progressPerCall TienDo in one {@code CapNhatTienDoHoSoMC}
 * @param bytesPerCall beyond that a call carries fewer
 * @param calls under way at once, when the portal keeps up
 * @param timeout for one call, all of it; the system's own {@code calls.timeoutMillis} counts when it is shorter
 * @param slow a portal that takes longer is asked less at once
 * @param linger how long a batch that is not full waits for more
 * @param window records that are read and not finished
 * @param windowSize and their bytes
 * @param commit results wait at most so long for others before they are written
 * @param poll how often the tasks are looked at when nothing announces itself
 * @param firstPause after the first failure; it doubles with each, up to longestPause, with jitter
 * @param settle how long what was sent without an answer, before a crash too, may still be on its way through the portal:
 *     so long it is not asked about
 * @param attempts how often a single record may get an answer that cannot be understood before it counts as refused
 */
@ConfigurationProperties("hub.portal")
record PortalSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("portal") String credential,
        @DefaultValue("mapi/login") String loginPath,
        @DefaultValue("mapi/g") String servicePath,
        Map<String, String> query,
        @DefaultValue("200") int dossiersPerCall,
        @DefaultValue("10") int progressPerCall,
        @DefaultValue("4MB") DataSize bytesPerCall,
        @DefaultValue("8") int calls,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("5s") Duration slow,
        @DefaultValue("10ms") Duration linger,
        @DefaultValue("10000") int window,
        @DefaultValue("32MB") DataSize windowSize,
        @DefaultValue("50ms") Duration commit,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("500ms") Duration firstPause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("2s") Duration settle,
        @DefaultValue("20") int attempts) {

    PortalSettings {
        query = query == null ? Map.of() : Map.copyOf(query);
        if (dossiersPerCall < 1 || progressPerCall < 1 || calls < 1 || window < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "hub.portal: dossiers-per-call, progress-per-call, calls, window and attempts are at least 1");
        }
    }
}
