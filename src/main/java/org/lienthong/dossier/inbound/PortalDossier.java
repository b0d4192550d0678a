package org.lienthong.dossier.inbound;

import static org.lienthong.dossier.StrictJson.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.agency.AgencyCode;
import org.lienthong.dossier.DossierCode;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A HoSo that a citizen submitted on the portal: {@code NoiNopHoSo} 1, {@code KenhThucHien} 2, with the account that it
 * was submitted from ({@code MaDoiTuong}).
 *
 * @param code the portal's, {@code MaHoSo}
 * @param procedure {@code MaTTHC}
 * @param competent the code of the agency in charge as the record names it; null when the code of the dossier tells
 * @param pointer where that code stands in the record
 * @param bytes as they came
 */
record PortalDossier(
        DossierCode code, String procedure, @Nullable String competent, String pointer, byte[] bytes) {

    /** {@code 1.004616}, with or without the code of the agency that owns the procedure. */
    static final Pattern PROCEDURE = Pattern.compile("\\d\\.\\d{6}(\\.[0-9A-Z.]{3,35})?");

    private static final Set<String> NEW = Set.of("1", "4");
    private static final List<String> DATES = List.of("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final int LONGEST_ACCOUNT = 200;

    /**
     * @param today in Viet Nam
     * @throws ProblemException naming everything that is wrong
     */
    static PortalDossier read(byte[] bytes, LocalDate today) {
        ObjectNode record = StrictJson.object(bytes);
        List<Violation> wrong = new ArrayList<>();
        String value = text(record, "MaHoSo");
        DossierCode code = value == null ? null : DossierCode.parse(value);
        if (code == null) {
            wrong.add(new Violation("/MaHoSo", "is not a dossier code"));
        } else if (code.day().isAfter(today.plusDays(1))) {
            wrong.add(new Violation("/MaHoSo", "has a day in the future"));
        }
        String procedure = text(record, "MaTTHC");
        if (procedure == null || !PROCEDURE.matcher(procedure).matches()) {
            wrong.add(new Violation("/MaTTHC", "is not a procedure code"));
            procedure = "";
        }
        demand(record, "NoiNopHoSo", "1", wrong);
        demand(record, "KenhThucHien", "2", wrong);
        String account = text(record, "MaDoiTuong");
        if (account == null || account.length() > LONGEST_ACCOUNT) {
            wrong.add(new Violation("/MaDoiTuong", "is required, with at most " + LONGEST_ACCOUNT + " characters"));
        }
        String state = text(record, "TrangThaiHoSo");
        if (record.has("TrangThaiHoSo") && (state == null || !NEW.contains(state))) {
            wrong.add(new Violation("/TrangThaiHoSo", "of a dossier just submitted is 1, of one supplemented 1 or 4"));
        }
        dates(record, wrong);
        if (code == null || !wrong.isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The dossier is not as the portal's records are.",
                    "Hồ sơ không đúng cấu trúc quy định.",
                    wrong,
                    null);
        }
        return competent(record, code, procedure, bytes);
    }

    private static PortalDossier competent(ObjectNode record, DossierCode code, String procedure, byte[] bytes) {
        String named = text(record, "MaDonVi");
        if (named != null) {
            return new PortalDossier(code, procedure, named, "/MaDonVi", bytes);
        }
        String unit = text(record, "DonViXuLy"); // as a rule a name, with some systems a code
        if (unit != null && AgencyCode.wellFormed(unit)) {
            return new PortalDossier(code, procedure, unit, "/DonViXuLy", bytes);
        }
        return new PortalDossier(code, procedure, null, "/MaHoSo", bytes);
    }

    private static void demand(JsonNode record, String member, String value, List<Violation> wrong) {
        if (!value.equals(text(record, member))) {
            wrong.add(new Violation("/" + member, "must be " + value + " in a dossier submitted on the portal"));
        }
    }

    private static void dates(JsonNode record, List<Violation> wrong) {
        for (String member : DATES) {
            if (record.hasNonNull(member) && !isTime(text(record, member))) {
                wrong.add(new Violation("/" + member, "is not a time, yyyyMMddHHmmss"));
            }
        }
    }

    private static boolean isTime(@Nullable String text) {
        if (text == null) {
            return false;
        }
        try {
            LocalDateTime.parse(text, TIME);
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "PortalDossier[" + code.value() + "]";
    }
}
