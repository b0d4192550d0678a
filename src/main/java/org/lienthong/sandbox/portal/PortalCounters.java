package org.lienthong.sandbox.portal;

/**
 * What the simulated portal has seen so far.
 *
 * @param calls requests of any kind, logins included
 * @param dossiers HoSo taken, updates included
 * @param created those of them that were new
 * @param progress TienDo taken
 * @param doubled TienDo taken that were taken before, by their bytes
 * @param backward records taken whose state cannot follow the one that the dossier had
 * @param existing batches refused because a dossier was there already
 * @param unknown batches refused because a dossier was not there
 * @param refused batches refused for another reason
 * @param expired calls with a session that had expired
 * @param oversized batches refused because they were too large
 */
public record PortalCounters(
        long calls,
        long logins,
        long lookups,
        long dossiers,
        long created,
        long progress,
        long doubled,
        long backward,
        long existing,
        long unknown,
        long refused,
        long expired,
        long oversized) {}
