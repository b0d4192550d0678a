package org.lienthong.sandbox.portal;

/**
 * What the simulated portal keeps of a record.
 *
 * @param state 1 to 10
 * @param at of progress, {@code ThoiDiemXuLy} as a number; else 0
 * @param officer of progress, {@code NguoiXuLy}
 * @param digest of the record's bytes
 */
record PortalRecord(String code, int state, long at, String officer, long digest) {

    boolean readable() {
        return !code.isEmpty() && state >= 1 && state <= 10;
    }
}
