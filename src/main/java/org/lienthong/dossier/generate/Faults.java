package org.lienthong.dossier.generate;

import java.util.Locale;

/**
 * How often agencies' systems err; each a share of the records, 0 to 1.
 *
 * @param late sent hours or days after later ones
 * @param repeated sent again, the same bytes
 * @param rewritten of the records that tell of a wait for the citizen or of a stop (5, 6, 8): sent as done (9)
 */
public record Faults(double late, double repeated, double rewritten) {

    public static final Faults NONE = new Faults(0, 0, 0);

    public Faults {
        if (!isShare(late) || !isShare(repeated) || !isShare(rewritten)) {
            throw new IllegalArgumentException("the share of a fault is 0 to 1");
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    /**
     * Reads {@code late=0.01,repeated=0.02}; what is not named does not happen.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Faults parse(String text) {
        double late = 0;
        double repeated = 0;
        double rewritten = 0;
        for (String one : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = one.strip().split("=", 2);
            double share = share(parts);
            switch (parts[0].toLowerCase(Locale.ROOT)) {
                case "late" -> late = share;
                case "repeated" -> repeated = share;
                case "rewritten" -> rewritten = share;
                default -> throw new IllegalArgumentException("there is no fault '" + parts[0] + "'");
            }
        }
        return new Faults(late, repeated, rewritten);
    }

    private static double share(String[] parts) {
        try {
            return Double.parseDouble(parts.length == 2 ? parts[1] : "");
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a fault is written late=0.01", e);
        }
    }
}
