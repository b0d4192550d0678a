package org.lienthong.dossier.payment;

import static org.lienthong.dossier.StrictJson.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.StrictJson;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to have a citizen pay fees on the payment platform. {@code SoTien} is a number in {@code PhiLePhi} and a text
 * in {@code DSKhoanNop}; both lists name the same sum, in whole VND.
 *
 * @param reference {@code MaTraCuuTT}
 * @param dossier {@code MaHoSo}
 * @param procedure {@code MaTTHC}
 * @param unit {@code MaDonVi}
 * @param amount the sum, in VND
 * @param bytes as they came
 */
record PaymentRequest(String reference, String dossier, String procedure, String unit, long amount, byte[] bytes) {

    static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,14}");

    private static final Pattern PROCEDURE = Pattern.compile("\\d\\.\\d{6}(\\.[0-9A-Z.]{3,35})?");
    private static final List<String> REQUIRED = List.of("MaDonVi", "TKThuHuong", "MaNHThuHuong", "NoiDungThanhToan");
    private static final int LONGEST = 500;
    private static final int MOST_ITEMS = 100;

    /**
     * @param largest amount
     * @throws ProblemException naming everything that is wrong
     */
    static PaymentRequest read(byte[] bytes, long largest) {
        ObjectNode request = StrictJson.object(bytes);
        List<Violation> wrong = new ArrayList<>();
        String reference = matching(request, "MaTraCuuTT", REFERENCE, "is not a reference", wrong);
        String procedure = matching(request, "MaTTHC", PROCEDURE, "is not a procedure code", wrong);
        String dossier = text(request, "MaHoSo");
        if (dossier == null || dossier.length() > 100) {
            wrong.add(new Violation("/MaHoSo", "is required, with at most 100 characters"));
        }
        for (String member : REQUIRED) {
            String value = text(request, member);
            if (value == null || value.length() > LONGEST) {
                wrong.add(new Violation("/" + member, "is required, with at most " + LONGEST + " characters"));
            }
        }
        BigInteger fees = sum(request, "PhiLePhi", true, wrong);
        BigInteger items = sum(request, "DSKhoanNop", false, wrong);
        if (fees != null && items != null) {
            compare(fees, items, largest, wrong);
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The request for a payment is not as it should be.",
                    "Yêu cầu thanh toán không đúng quy định.",
                    wrong,
                    null);
        }
        return new PaymentRequest(
                String.valueOf(reference),
                String.valueOf(dossier),
                String.valueOf(procedure),
                String.valueOf(text(request, "MaDonVi")),
                fees == null ? 0 : fees.longValueExact(),
                bytes);
    }

    private static void compare(BigInteger fees, BigInteger items, long largest, List<Violation> wrong) {
        if (!fees.equals(items)) {
            wrong.add(new Violation("/DSKhoanNop", "does not add up to the sum of PhiLePhi"));
        } else if (fees.signum() <= 0) {
            wrong.add(new Violation("/PhiLePhi", "adds up to nothing: there is nothing to pay"));
        } else if (fees.compareTo(BigInteger.valueOf(largest)) > 0) {
            wrong.add(new Violation("/PhiLePhi", "adds up to more than " + largest + " VND"));
        }
    }

    /** @return null when an amount is wrong */
    private static @Nullable BigInteger sum(ObjectNode request, String list, boolean numbers, List<Violation> wrong) {
        JsonNode items = request.path(list);
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_ITEMS) {
            wrong.add(new Violation("/" + list, "is a list of 1 to " + MOST_ITEMS));
            return null;
        }
        BigInteger sum = BigInteger.ZERO;
        boolean sound = true;
        for (int i = 0; i < items.size(); i++) {
            JsonNode amount = items.get(i).path("SoTien");
            boolean kind = numbers ? amount.isIntegralNumber() : amount.isString();
            if (kind && AMOUNT.matcher(amount.asString()).matches()) {
                sum = sum.add(new BigInteger(amount.asString()));
            } else {
                sound = false;
                wrong.add(new Violation(
                        "/" + list + "/" + i + "/SoTien",
                        "is whole VND, as " + (numbers ? "a number" : "a text of digits")));
            }
        }
        return sound ? sum : null;
    }

    private static @Nullable String matching(
            ObjectNode request, String member, Pattern pattern, String complaint, List<Violation> wrong) {
        String value = text(request, member);
        if (value == null || !pattern.matcher(value).matches()) {
            wrong.add(new Violation("/" + member, complaint));
        }
        return value;
    }

    /** Says what it is without showing what it says, for logs and traces. */
    @Override
    public String toString() {
        return "PaymentRequest[" + reference + "]";
    }
}
