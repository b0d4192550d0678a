package org.lienthong.dossier.portal;

import org.jspecify.annotations.Nullable;

/** The one session of the hub at the portal: one login at a time, and whoever finds it expired renews it for all. */
final class Sessions {

    /** Logs in; null when that failed. */
    interface Door {
        @Nullable
        String login();
    }

    private final Door door;
    private @Nullable String current;

    Sessions(Door door) {
        this.door = door;
    }

    /**
     * The session to use.
     *
     * @param expired the one that the portal does not know any more, or null
     * @return null when there is none to be had
     */
    synchronized @Nullable String get(@Nullable String expired) {
        if (current == null || current.equals(expired)) {
            current = door.login();
        }
        return current;
    }
}
