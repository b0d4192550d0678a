package org.lienthong.agency.axis;

/**
 * One entry of the axis' list, put together from {@code getSynchronizeUnit} ({@code pid}, {@code deleted},
 * {@code isAgency}) and {@code getAgenciesListQD20} ({@code code102}). Texts are in NFC, blanks collapsed; what an answer
 * does not tell is empty.
 *
 * @param id the axis' own
 * @param parentId the axis' id of the unit above; some lists put its code there
 * @param code by QĐ 20/2020, or the older one where there is no other
 * @param oldCode by QCVN 102:2016
 * @param deleted whether it no longer takes part
 * @param agency false for what only groups others
 */
public record AxisUnit(
        String id,
        String parentId,
        String code,
        String oldCode,
        String name,
        String mail,
        boolean deleted,
        boolean agency) {

    /** What both answers tell of one unit. */
    AxisUnit and(AxisUnit other) {
        return new AxisUnit(
                id.isEmpty() ? other.id : id,
                parentId.isEmpty() ? other.parentId : parentId,
                code.isEmpty() ? other.code : code,
                oldCode.isEmpty() ? other.oldCode : oldCode,
                name.isEmpty() ? other.name : name,
                mail.isEmpty() ? other.mail : mail,
                deleted || other.deleted,
                agency && other.agency);
    }
}
