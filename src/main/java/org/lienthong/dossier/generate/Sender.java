package org.lienthong.dossier.generate;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.lienthong.agency.Agency;
import org.lienthong.agency.AgencyRegistry;

/**
 * An agency whose one-stop system sends dossiers.
 *
 * @param agency its id, {@code H26}
 * @param name in Vietnamese
 * @param weight its part in all dossiers, compared with the others'
 * @param oldFields whether it sends the fields of 2020 only
 * @param shape of its dossier codes
 */
public record Sender(String agency, String name, double weight, boolean oldFields, Shape shape) {

    /** The three shapes of dossier codes. */
    public enum Shape {
        /** {@code 000.00.12.H56-260701-0001}. */
        OLD,
        /** {@code H56.12-260701-00001}. */
        UNIT,
        /** {@code G09.20-20260701-0000001}. */
        LONG
    }

    private static final int KINDS = 3;

    /** The provinces and ministries of today with their codes; busy ones weigh more. */
    public static List<Sender> of(AgencyRegistry registry, java.time.LocalDate day) {
        return registry.agencies().stream()
                .filter(agency -> agency.parent(day) == null && agency.activeOn(day))
                .filter(agency -> agency.id().matches("[GH][0-9]{2}"))
                .sorted(Comparator.comparing(Agency::id))
                .map(agency -> of(agency.id(), agency.name(day)))
                .toList();
    }

    /** By its id alone: which shape and fields it uses follows from the id. */
    public static Sender of(String agency, String name) {
        int number = number(agency);
        if (agency.startsWith("G")) {
            return new Sender(agency, name, 0.4 + number % 4 * 0.2, number % 5 == 0, Shape.LONG);
        }
        double weight =
                switch (agency) {
                    case "H26", "H29" -> 9;
                    case "H17", "H24", "H41", "H56", "H19" -> 3;
                    default -> 1 + number % 3 * 0.5;
                };
        return new Sender(agency, name, weight, number % KINDS == 0, number % 2 == 0 ? Shape.UNIT : Shape.OLD);
    }

    private static int number(String agency) {
        int number = 0;
        for (byte letter : agency.getBytes(StandardCharsets.US_ASCII)) {
            number = number * 10 + (letter & 15);
        }
        return number;
    }
}
