package org.lienthong.agency;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * An agency that its superior asks to register; text is compared and kept in NFC.
 *
 * @param code of either scheme, beneath the parent's code
 * @param parent id or code of the agency above
 */
public record NewAgency(
        String code,
        String parent,
        String name,
        @Nullable String mail,
        @Nullable String mobile,
        @Nullable String fax) {

    /** @throws ProblemException SCHEMA_VIOLATION with a pointer to each part that is missing, too long or malformed */
    public NewAgency {
        code = code.strip();
        parent = parent.strip();
        name = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        List<Violation> errors = new ArrayList<>();
        if (!AgencyCode.wellFormed(code)) {
            errors.add(new Violation("/code", "is no agency code of QĐ 20/2020 or QCVN 102:2016"));
        }
        text(errors, "/pcode", parent, 100);
        text(errors, "/name", name, 500);
        optional(errors, "/mail", mail, 254);
        optional(errors, "/mobile", mobile, 50);
        optional(errors, "/fax", fax, 50);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "The agency cannot be registered as sent; see errors.",
                    "Không thể đăng ký cơ quan với dữ liệu đã gửi; xem danh sách lỗi.",
                    errors,
                    null);
        }
    }

    private static void text(List<Violation> errors, String pointer, String text, int longest) {
        if (text.isEmpty() || text.length() > longest || hasControl(text)) {
            errors.add(new Violation(pointer, "must have 1 to " + longest + " characters, none of them a control"));
        }
    }

    private static void optional(List<Violation> errors, String pointer, @Nullable String text, int longest) {
        if (text != null && (text.length() > longest || hasControl(text))) {
            errors.add(new Violation(pointer, "must have at most " + longest + " characters, none of them a control"));
        }
    }

    /** Direction marks count as controls: they make one name look like another. */
    private static boolean hasControl(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
    }
}
