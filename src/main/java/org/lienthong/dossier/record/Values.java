package org.lienthong.dossier.record;

import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.DossierState;
import org.lienthong.dossier.SourceMapping;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Checks single values and keeps those that matter in the slots of their object; 0 = none. */
final class Values {

    /** 2000-01-01 in Vietnam. */
    private static final long EARLIEST = 946659600;
    /** How far ahead an appointment may lie. */
    private static final long APPOINTMENT = 20L * 366 * 86400;

    private final SourceMapping mapping;
    private final long latest;
    private final Contents contents;

    Values(SourceMapping mapping, long latest, Contents contents) {
        this.mapping = mapping;
        this.latest = latest;
        this.contents = contents;
    }

    /** @return what is wrong with it, or null */
    @Nullable
    Reason take(JsonParser parser, JsonToken token, Field field, long[] slots) {
        if (token == JsonToken.VALUE_STRING) {
            return text(parser, field, slots);
        }
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (number && RecordReader.isTooLarge(parser)) {
            return Reason.NUMBER_TOO_LARGE;
        }
        return switch (field.type()) {
            case WORD, CHOICE, COUNT, STATE ->
                token == JsonToken.VALUE_NUMBER_INT ? text(parser, field, slots) : Reason.WRONG_TYPE;
            case SWITCH -> token == JsonToken.VALUE_NUMBER_FLOAT ? Reason.WRONG_TYPE : text(parser, field, slots);
            default -> Reason.WRONG_TYPE;
        };
    }

    private @Nullable Reason text(JsonParser parser, Field field, long[] slots) {
        char[] text = parser.getStringCharacters();
        int from = parser.getStringOffset();
        int length = parser.getStringLength();
        return switch (field.type()) {
            case TEXT, WORD -> {
                keep(slots, field.slot(), field.slot() < 0 ? 0 : mark(field, text, from, length));
                yield length > field.limit() ? Reason.TOO_LONG : null;
            }
            case CHOICE -> choice(field, text, from, length, slots);
            case SWITCH -> onOff(field, text, from, length, slots);
            case COUNT -> count(field, text, from, length, slots);
            case DATE -> date(field, text, from, length, slots, latest);
            case APPOINTMENT -> date(field, text, from, length, slots, latest + APPOINTMENT);
            case LINK -> link(field, text, from, length, slots);
            case CODE -> contents.code(text, from, length) ? null : Reason.INVALID_CODE;
            case OTHER_CODE -> contents.otherCode(text, from, length) ? null : Reason.TOO_LONG;
            case PROCEDURE -> contents.procedure(text, from, length) ? null : Reason.INVALID_PROCEDURE;
            case FIELD_CODE -> contents.fieldCode(text, from, length) ? null : Reason.INVALID_FIELD_CODE;
            case STATE -> state(text, from, length, slots);
            case LIST -> Reason.WRONG_TYPE;
        };
    }

    private static void keep(long[] slots, int slot, long value) {
        if (slot >= 0) {
            slots[slot] = value;
        }
    }

    /** What is kept of a text: of digits alone how many there are, negative of other texts; of a database whether it is "1". */
    private static long mark(Field field, char[] text, int from, int length) {
        if (field.name().equals("MaCSDL")) {
            return length == 1 && text[from] == '1' ? 1 : 0;
        }
        for (int i = from; i < from + length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
        }
        return length;
    }

    private @Nullable Reason choice(Field field, char[] text, int from, int length, long[] slots) {
        if (field.limit() > 1 && !mapping.applicantKinds().isEmpty()) {
            boolean known = mapping.applicantKinds().containsKey(new String(text, from, length));
            return known ? null : Reason.UNKNOWN_VALUE;
        }
        if (length != 1 || field.allowed().indexOf(text[from]) < 0) {
            return Reason.UNKNOWN_VALUE;
        }
        keep(slots, field.slot(), text[from] - '0' + 1);
        return null;
    }

    private static @Nullable Reason onOff(Field field, char[] text, int from, int length, long[] slots) {
        boolean on = length == 1 && text[from] == '1' || is("true", text, from, length);
        if (!on && !(length == 1 && text[from] == '0') && !is("false", text, from, length)) {
            return Reason.UNKNOWN_VALUE;
        }
        keep(slots, field.slot(), on ? 1 : 0);
        return null;
    }

    private static boolean is(String word, char[] text, int from, int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((text[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Reason count(Field field, char[] text, int from, int length, long[] slots) {
        if (length > 15) {
            return Reason.NUMBER_TOO_LARGE;
        }
        long value = 0;
        for (int i = from; i < from + length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return Reason.UNKNOWN_VALUE;
            }
            value = value * 10 + text[i] - '0';
        }
        keep(slots, field.slot(), value);
        return null;
    }

    private static @Nullable Reason date(Field field, char[] text, int from, int length, long[] slots, long last) {
        long at = VietnamTime.parse(text, from, length);
        if (at == VietnamTime.NONE) {
            return Reason.INVALID_DATE;
        }
        if (at < EARLIEST || at > last) {
            return Reason.DATE_OUT_OF_RANGE;
        }
        keep(slots, field.slot(), at);
        return null;
    }

    private static @Nullable Reason link(Field field, char[] text, int from, int length, long[] slots) {
        if (length > field.limit()) {
            return Reason.TOO_LONG;
        }
        int scheme = 0;
        while (scheme < length && text[from + scheme] != ':') {
            scheme++;
        }
        boolean web = is("http", text, from, scheme) || is("https", text, from, scheme);
        if (!web || scheme + 3 >= length || text[from + scheme + 1] != '/' || text[from + scheme + 2] != '/') {
            return Reason.INVALID_LINK;
        }
        keep(slots, field.slot(), 1);
        return null;
    }

    private @Nullable Reason state(char[] text, int from, int length, long[] slots) {
        DossierState state =
                mapping.states().isEmpty() ? plain(text, from, length) : mapping.state(new String(text, from, length));
        if (state == null) {
            return Reason.UNKNOWN_VALUE;
        }
        slots[Shapes.STATE] = state.number();
        return null;
    }

    private static @Nullable DossierState plain(char[] text, int from, int length) {
        if (length == 1) {
            return DossierState.of(text[from] - '0');
        }
        return length == 2 && text[from] == '1' && text[from + 1] == '0' ? DossierState.RETURNED : null;
    }
}
