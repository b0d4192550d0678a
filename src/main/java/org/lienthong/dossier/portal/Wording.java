package org.lienthong.dossier.portal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands the portal's free texts. It says most things in a sentence, with or without diacritics, and with an
 * {@code error_code} that is a number or text, {@code 0} or {@code 00}, {@code 3} or {@code -3}; so the sentence is looked
 * at first, in the order of the table, and the code decides what the sentence leaves open.
 */
final class Wording {

    private record Phrase(Meaning meaning, Pattern pattern) {}

    /** Lower case, without diacritics; the first that is found counts. */
    private static final List<Phrase> TABLE = List.of(
            phrase(
                    Meaning.SESSION_EXPIRED,
                    "(session|phien( lam viec| dang nhap)?|token)\\b.*(het han|het hieu luc|khong hop le|khong ton tai"
                            + "|khong dung|expired|invalid|not found|does not exist)"),
            phrase(Meaning.SESSION_EXPIRED, "(invalid|expired|unknown|no) (session|token)"),
            phrase(
                    Meaning.SESSION_EXPIRED,
                    "chua dang nhap|vui long dang nhap|not logged in|please log ?in|unauthori[sz]ed"),
            phrase(Meaning.EXISTS, "da ton tai|da co (tren|trong) he thong|already exists?|trung ma ho so|duplicate"),
            phrase(
                    Meaning.UNKNOWN_DOSSIER,
                    "ho so\\b( (co )?ma)?( so)?( [\\w.:-]*\\d[\\w.:-]*)? (khong|chua) (ton tai|tim thay|co (tren|trong)"
                            + "|duoc dong bo|dong bo|duoc tiep nhan)"),
            phrase(Meaning.UNKNOWN_DOSSIER, "(khong|chua) (tim thay|ton tai|co)( thong tin)?( ma)? ho so\\b"),
            phrase(Meaning.UNKNOWN_DOSSIER, "dossier .*(not found|does not exist|unknown)"),
            phrase(
                    Meaning.LATER,
                    "bao tri|qua tai|dang ban|he thong ban|thu lai sau|vui long thu lai|tam ngung|tam dung|too many"
                            + " requests|try again|temporarily|service unavailable|busy|maintenance"),
            phrase(
                    Meaning.IN_DOUBT,
                    "co loi xay ra|loi he thong|loi khong xac dinh|qua thoi gian|het thoi gian cho|time ?d? ?out|exception"
                            + "|internal (server )?error|loi ket noi|unexpected|stack ?trace|^\\s*<"),
            phrase(
                    Meaning.REFUSED,
                    "(khong|chua) thanh cong|that bai|khong hop le|sai dinh dang|thieu|vuot qua|bat buoc"),
            phrase(Meaning.OK, "thanh cong|success"));

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private Wording() {}

    private static Phrase phrase(Meaning meaning, String pattern) {
        return new Phrase(meaning, Pattern.compile(pattern, Pattern.UNICODE_CASE));
    }

    /**
     * @param code {@code error_code}, or null when the answer has none
     * @param message the sentence; may be empty
     */
    static Meaning of(@Nullable String code, String message) {
        String text = plain(message);
        boolean good = code != null && (code.equals("0") || code.equals("00"));
        for (Phrase phrase : TABLE) {
            if (phrase.pattern().matcher(text).find()) {
                // A good code with a sentence that merely sounds like a refusal ("không hợp lệ: 0") is still good.
                return good && phrase.meaning() == Meaning.REFUSED ? Meaning.OK : phrase.meaning();
            }
        }
        if (code == null) {
            return Meaning.IN_DOUBT;
        }
        if (good) {
            return Meaning.OK;
        }
        return code.equals("3") || code.equals("-3") ? Meaning.EXISTS : Meaning.REFUSED;
    }

    /** Lower case, one form of every letter, without diacritics, single spaces. */
    static String plain(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        String lower = bare.replace('đ', 'd').replace('Đ', 'D').toLowerCase(Locale.ROOT);
        return SPACES.matcher(lower).replaceAll(" ").strip();
    }
}
