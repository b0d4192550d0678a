package org.lienthong.agreement;

import java.util.Locale;

/** How far data must be protected, from open on (Law 60/2024/QH15; Law 91/2025/QH15 for the last two). */
public enum DataClass {
    /** Anyone may have it. */
    OPEN,
    /** For agencies, not about a person. */
    SHARED,
    /** About a person. */
    PERSONAL,
    /** Sensitive personal data: health, biometrics, finance and the like (NĐ 356/2025 Art 4). */
    SENSITIVE;

    /** Whether it is about a person. */
    public boolean personal() {
        return compareTo(PERSONAL) >= 0;
    }

    /** As in files and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    DataClass atLeast(DataClass other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
