package org.lienthong.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document does to others (the element {@code Bussiness}, spelt so on the wire).
 *
 * @param paper whether a paper copy is sent, too
 * @param documentId the document recalled or updated, when the sender names it here
 * @param update what an update changes, else null
 * @param replacements what a replacing document replaces
 */
public record Business(
        Type type,
        @Nullable String reason,
        boolean paper,
        @Nullable String documentId,
        @Nullable Update update,
        List<Replacement> replacements,
        List<Staff> staff) {

    /** {@code BussinessDocType}. */
    public enum Type {
        NEW("0"),
        RECALL("1"),
        UPDATE("2"),
        REPLACE("3");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static Optional<Type> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(type -> type.wire.equals(wire) || ("0" + type.wire).equals(wire))
                    .findFirst();
        }
    }

    /**
     * @param documentChanged the content changed
     * @param receiversChanged the list of receivers changed as {@code receivers} says
     */
    public record Update(boolean documentChanged, boolean receiversChanged, List<ReceiverChange> receivers) {
        public Update {
            receivers = List.copyOf(receivers);
        }
    }

    /** A receiver that an update adds or removes. */
    public record ReceiverChange(String organId, boolean added) {}

    /** A replaced document, and the agencies for which it is replaced (empty: all). */
    public record Replacement(String documentId, List<String> organIds) {
        public Replacement {
            organIds = List.copyOf(organIds);
        }
    }

    public Business {
        replacements = List.copyOf(replacements);
        staff = List.copyOf(staff);
    }

    /** What a document without {@code Bussiness} is. */
    public static Business newDocument() {
        return new Business(Type.NEW, null, false, null, null, List.of(), List.of());
    }
}
