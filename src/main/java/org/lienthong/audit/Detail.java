package org.lienthong.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry of one sort says in addition. */
public sealed interface Detail {

    /**
     * An attempt to bring a delivery to its recipient.
     *
     * @param number 1 for the first
     * @param answer HTTP status of an answer that was no success
     * @param millis how long the recipient took
     */
    record Attempt(
            int number, @Nullable Integer answer, @Nullable Long millis) implements Detail {}

    /**
     * Many records in one entry: whether a record is among them is proven with a path to the root.
     *
     * @param root lower-case hex of a Merkle root over them (RFC 6962 §2.1)
     * @param count how many they are
     */
    record Records(String root, long count) implements Detail {}

    /**
     * What is public about a data access.
     *
     * @param provider agency id of who holds the data; null when nobody is asked, as for a look at the usage
     * @param providerSystem its system that was called
     * @param fields names of the fields asked for, released or denied
     * @param purpose code of the purpose
     * @param procedure code of the administrative procedure that it is for
     * @param agreement id of the agreement that allows it
     * @param legalBasis for example {@code Luật Căn cước 26/2023 Art 10}
     * @param commit lower-case hex commitment to the personal part
     */
    record Access(
            @Nullable String provider,
            @Nullable String providerSystem,
            @Nullable String service,
            List<String> fields,
            @Nullable String purpose,
            @Nullable String procedure,
            @Nullable String agreement,
            @Nullable String legalBasis,
            @Nullable String commit)
            implements Detail {

        static final Access NONE = under(null);

        public Access {
            fields = List.copyOf(fields);
        }

        /** What concerns an agreement as a whole. */
        public static Access under(@Nullable String agreement) {
            return new Access(null, null, null, List.of(), null, null, agreement, null, null);
        }
    }
}
