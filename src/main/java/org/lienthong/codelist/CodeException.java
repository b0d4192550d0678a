package org.lienthong.codelist;

import java.util.regex.Pattern;

/**
 * A code that means nothing on the day asked for, or nothing single. The message names list, code and day; what does not
 * look like a code is described, not repeated, because it may be part of somebody's data.
 */
public final class CodeException extends RuntimeException {

    private static final Pattern CODE = Pattern.compile("[\\p{L}0-9._-]{1,8}");

    private final String messageVi;
    private final boolean misuse;

    CodeException(String message, String messageVi) {
        this(message, messageVi, false);
    }

    private CodeException(String message, String messageVi, boolean misuse) {
        super(message, null, false, false);
        this.messageVi = messageVi;
        this.misuse = misuse;
    }

    /** Whether who asks is wrong, by a list or column that there is not, and no code can make it right. */
    public boolean isMisuse() {
        return misuse;
    }

    /** The same in Vietnamese. */
    public String messageVi() {
        return messageVi;
    }

    static CodeException unknown(String list, String code, Object day) {
        return new CodeException(
                "In the code list '" + list + "' there is no code " + shown(code, "a value of %d characters") + " on "
                        + day + ".",
                "Danh mục '" + list + "' không có mã " + shown(code, "dài %d ký tự") + " vào ngày " + day + ".");
    }

    static CodeException empty(String list, String code, Object day, String column) {
        return new CodeException(
                "In the code list '" + list + "' the code " + shown(code, "") + " has no '" + column + "' on " + day
                        + ".",
                "Trong danh mục '" + list + "', mã " + shown(code, "") + " không có '" + column + "' vào ngày " + day
                        + ".");
    }

    static CodeException ambiguous(String list, String code, Object day, String other, String found) {
        return new CodeException(
                "The code " + shown(code, "") + " of the list '" + list + "' is more than one of '" + other + "' on "
                        + day + ": " + found + ".",
                "Mã " + shown(code, "") + " của danh mục '" + list + "' ứng với nhiều mã của '" + other + "' vào ngày "
                        + day + ": " + found + ".");
    }

    static CodeException misused(String message, String messageVi) {
        return new CodeException(message, messageVi, true);
    }

    private static String shown(String code, String otherwise) {
        return CODE.matcher(code).matches() ? "'" + code + "'" : String.format(otherwise, code.length());
    }
}
