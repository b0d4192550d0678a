package org.lienthong.dossier.payment;

import static org.lienthong.dossier.StrictJson.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the platform says about one transaction, in a confirmation or in the list of a day.
 *
 * @param reference {@code MaTraCuuTT}
 * @param transaction {@code MaGiaoDich}
 * @param dossier {@code MaHoSo}, when given
 * @param amount {@code SoTien}, whole VND
 * @param paidAt {@code ThoiGianThanhToan}
 * @param paid {@code TrangThai}: 1 paid, 0 failed
 */
record Confirmation(
        String reference, String transaction, @Nullable String dossier, long amount, Instant paidAt, boolean paid) {

    static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern TRANSACTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** The members as texts; null for one that is not there. */
    interface Members {
        @Nullable
        String text(String member);
    }

    /** @throws ProblemException naming everything that is wrong */
    static Confirmation read(byte[] bytes) {
        ObjectNode object = StrictJson.object(bytes);
        return read(member -> text(object, member), "");
    }

    /** @param pointer where the members stand */
    static Confirmation read(Members members, String pointer) {
        List<Violation> wrong = new ArrayList<>();
        String reference = matching(members, "MaTraCuuTT", PaymentRequest.REFERENCE, pointer, wrong);
        String transaction = matching(members, "MaGiaoDich", TRANSACTION, pointer, wrong);
        String amount = matching(members, "SoTien", PaymentRequest.AMOUNT, pointer, wrong);
        String state = matching(members, "TrangThai", Pattern.compile("[01]"), pointer, wrong);
        Instant paidAt = time(members.text("ThoiGianThanhToan"));
        if (paidAt == null) {
            wrong.add(new Violation(pointer + "/ThoiGianThanhToan", "is not a time, yyyyMMddHHmmss"));
        }
        if (paidAt == null || !wrong.isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The transaction is not as it should be.",
                    "Thông tin giao dịch không đúng quy định.",
                    wrong,
                    null);
        }
        return new Confirmation(
                reference, transaction, members.text("MaHoSo"), Long.parseLong(amount), paidAt, state.equals("1"));
    }

    private static String matching(
            Members members, String member, Pattern pattern, String pointer, List<Violation> wrong) {
        String value = members.text(member);
        if (value == null || !pattern.matcher(value).matches()) {
            wrong.add(new Violation(pointer + "/" + member, "is missing or not of its form"));
            return "";
        }
        return value;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : LocalDateTime.parse(text, TIME).atZone(VIETNAM).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
