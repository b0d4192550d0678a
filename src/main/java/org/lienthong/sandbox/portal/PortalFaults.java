package org.lienthong.sandbox.portal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which faults the simulated portal has now, and when they strike. */
public final class PortalFaults {

    /**
     * How often a fault strikes.
     *
     * @param perMille of the calls
     * @param times how often at most; -1 for ever
     * @param value what {@link PortalFault} says
     */
    public record Setting(int perMille, int times, int value) {

        public Setting {
            if (perMille < 0 || perMille > 1000 || times < -1 || value < 0) {
                throw new IllegalArgumentException("perMille is 0 to 1000, times at least -1, value at least 0");
            }
        }
    }

    private final Map<PortalFault, Setting> settings = new EnumMap<>(PortalFault.class);
    private final Random random;
    private int refusedPerMille;
    private int callsPerSession;
    private boolean away;

    PortalFaults(Random random) {
        this.random = random;
    }

    public synchronized void set(PortalFault fault, Setting setting) {
        settings.put(fault, setting);
    }

    /** Every so many calls from now on, for ever. */
    public void always(PortalFault fault, int perMille, int value) {
        set(fault, new Setting(perMille, -1, value));
    }

    /** The next calls, and then no more. */
    public void next(PortalFault fault, int times) {
        set(fault, new Setting(1000, times, 0));
    }

    public synchronized void clear() {
        settings.clear();
        refusedPerMille = 0;
        callsPerSession = 0;
        away = false;
    }

    /** So many of a thousand dossiers are refused, always the same ones, by a hash of their codes. */
    public synchronized void refuse(int perMille) {
        refusedPerMille = perMille;
    }

    synchronized int refusedPerMille() {
        return refusedPerMille;
    }

    /** After so many calls a session has expired; 0: never. */
    public synchronized void sessionCalls(int calls) {
        callsPerSession = calls;
    }

    synchronized int sessionCalls() {
        return callsPerSession;
    }

    /** Whether nobody answers at all. */
    public synchronized void away(boolean gone) {
        away = gone;
    }

    public synchronized boolean isAway() {
        return away;
    }

    /** Whether the fault strikes this time, and with which value; null when not. */
    synchronized @Nullable Integer strikes(PortalFault fault) {
        Setting setting = settings.get(fault);
        if (setting == null || setting.times() == 0 || random.nextInt(1000) >= setting.perMille()) {
            return null;
        }
        if (setting.times() > 0) {
            settings.put(fault, new Setting(setting.perMille(), setting.times() - 1, setting.value()));
        }
        return setting.value();
    }

    synchronized Map<PortalFault, Setting> settings() {
        return new EnumMap<>(settings);
    }
}
