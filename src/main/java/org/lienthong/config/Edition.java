package org.lienthong.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that one version of the configuration says, in the parts that the hub works with. It never changes. */
public final class Edition {

    /** A hub without versions, as in tests of single parts. */
    static final Edition NONE = new Edition(0, Map.of(), null);

    private final long version;
    private final Map<Class<?>, Object> parts;
    private final @Nullable Use use;

    private Edition(long version, Map<Class<?>, Object> parts, @Nullable Use use) {
        this.version = version;
        this.parts = Map.copyOf(parts);
        this.use = use;
    }

    /** Number of the version; 0 while nothing was ever published. */
    public long version() {
        return version;
    }

    /** @throws IllegalStateException when there is none yet */
    public <T> T part(Class<T> type) {
        T part = type.cast(parts.get(type));
        if (part == null) {
            throw new IllegalStateException("no " + type.getSimpleName() + " in this edition");
        }
        return part;
    }

    /** Null when there is none. */
    public <T> @Nullable T find(Class<T> type) {
        return type.cast(parts.get(type));
    }

    <T> Edition with(Class<T> type, T part) {
        Map<Class<?>, Object> more = new HashMap<>(parts);
        more.put(type, part);
        return new Edition(version, more, use);
    }

    @Nullable
    Use use() {
        return use;
    }

    /** A next edition, while its parts are read. */
    public static final class Draft {

        private final Map<Class<?>, Object> parts = new HashMap<>();
        private @Nullable Use use;

        public <T> void put(Class<T> type, T part) {
            parts.put(type, part);
        }

        /** With all that an edition has. */
        public static Draft of(Edition edition) {
            Draft draft = new Draft();
            draft.parts.putAll(edition.parts);
            draft.use = edition.use;
            return draft;
        }

        public <T> T part(Class<T> type) {
            return new Edition(0, parts, null).part(type);
        }

        /** Null when there is none. */
        public <T> @Nullable T find(Class<T> type) {
            return type.cast(parts.get(type));
        }

        /** Counts the messages that go by it. */
        public void countedBy(Use counter) {
            use = counter;
        }

        public Edition as(long version) {
            return new Edition(version, parts, use);
        }
    }
}
