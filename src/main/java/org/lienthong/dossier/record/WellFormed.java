package org.lienthong.dossier.record;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.lienthong.agency.AgencyCode;

/** The shapes of procedure and field codes. A batch names a few again and again, so the answers are remembered. */
final class WellFormed {

    private static final int MOST = 4096;
    private static final int LONGEST = 60;
    private static final Pattern PROCEDURE = Pattern.compile("[0-9]\\.[0-9]{6}(?:\\.(.+))?");
    private static final Pattern FIELD = Pattern.compile("(.+)-[A-Z]{2,4}[0-9]{2,4}");

    private final Map<String, Boolean> procedures = new HashMap<>();
    private final Map<String, Boolean> fields = new HashMap<>();

    /** {@code 1.004616}, often with the owner's code behind: {@code 1.004616.000.00.00.H56}. */
    boolean procedure(String code) {
        return known(procedures, PROCEDURE, code);
    }

    /** {@code G09-LV01} (TT 01/2018/TT-VPCP Art 20). */
    boolean fieldCode(String code) {
        return known(fields, FIELD, code);
    }

    private static boolean known(Map<String, Boolean> answers, Pattern shape, String code) {
        if (code.length() > LONGEST) {
            return false;
        }
        Boolean known = answers.get(code);
        if (known == null) {
            var matcher = shape.matcher(code);
            known = matcher.matches() && (matcher.group(1) == null || AgencyCode.wellFormed(matcher.group(1)));
            if (answers.size() < MOST) {
                answers.put(code, known);
            }
        }
        return known;
    }
}
