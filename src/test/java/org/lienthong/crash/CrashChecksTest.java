package org.lienthong.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check fails on a ledger that was doctored for it, so that its silence means something. */
class CrashChecksTest {

    private static final String KEY = "G22|G22,2026/11/20,1001/VB-TM|0";
    private static final String OTHER = "G22|G22,2026/11/20,1002/VB-TM|0";

    private final List<String> sent = new ArrayList<>(List.of(
            "INTENT " + KEY + " aa 1000 H41,G06",
            "UNKNOWN " + KEY + " no-connection",
            "ACK " + KEY + " x1",
            "ACK " + KEY + " x1"));
    private final List<String> received = new ArrayList<>(List.of(
            "RECV H41 d1 x1 " + KEY + " aa true",
            "RECV H41 d1 x1 " + KEY + " aa true",
            "RECV G06 d2 x1 " + KEY + " aa true"));
    private final List<AtRest.Event> history = new ArrayList<>(List.of(
            new AtRest.Event("accepted", "G22"),
            new AtRest.Event("delivered", "H41"),
            new AtRest.Event("attempt-failed", "G06"),
            new AtRest.Event("delivered", "G06"),
            new AtRest.Event("acknowledged", "H41")));
    private Map<String, String> states = Map.of("H41", "done", "G06", "done");
    private List<String> waiting = List.of();
    private List<String> operatorItems = List.of();
    private Map<String, Long> queued = Map.of();
    private List<String> leftovers = List.of();
    private List<String> broken = List.of();
    private AtRest.Audit audit = new AtRest.Audit(5, 0, 4, 5, true);

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forgeries")
    void finds(char letter, String what, Consumer<CrashChecksTest> forgery) {
        forgery.accept(this);

        assertThat(check()).extracting(Violation::letter).contains(letter);
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery('L', "a document that never arrived", test -> test.received.remove(2)),
                forgery('D', "a second effect", test -> test.received.add("RECV G06 d3 x1 " + KEY + " aa true")),
                forgery(
                        'G',
                        "a document from nowhere",
                        test -> test.received.add("RECV G06 d3 x2 " + OTHER + " aa true")),
                forgery(
                        'G',
                        "a recipient not addressed",
                        test -> test.received.add("RECV G11 d3 x1 " + KEY + " aa true")),
                forgery('I', "changed bytes", test -> test.received.set(2, "RECV G06 d2 x1 " + KEY + " bb true")),
                forgery('I', "a wrong digest", test -> test.received.set(2, "RECV G06 d2 x1 " + KEY + " aa false")),
                forgery('R', "a second receipt", test -> test.sent.set(3, "ACK " + KEY + " x9")),
                forgery(
                        'R',
                        "delivered as another",
                        test -> test.received.set(2, "RECV G06 d2 x9 " + KEY + " aa true")),
                forgery('R', "a refusal", test -> test.sent.add("NACK " + KEY + " 409")),
                forgery('A', "no story", test -> test.sent.set(2, "ACK " + KEY + " x9")),
                forgery('A', "two acceptances", test -> test.history.add(new AtRest.Event("accepted", "G22"))),
                forgery('A', "no delivery on record", test -> test.history.remove(3)),
                forgery('A', "two deliveries", test -> test.history.add(new AtRest.Event("delivered", "H41"))),
                forgery('A', "no acknowledgement on record", test -> test.history.remove(4)),
                forgery('A', "a gap", test -> test.audit = new AtRest.Audit(5, 0, 5, 6, true)),
                forgery('A', "a changed entry", test -> test.audit = new AtRest.Audit(5, 0, 4, 5, false)),
                forgery('P', "a rewritten log", test -> test.broken = List.of("its first 5 entries")),
                forgery('Q', "an open delivery", test -> test.states = Map.of("H41", "open", "G06", "done")),
                forgery('Q', "a stuck row", test -> test.waiting = List.of("d9")),
                forgery('Q', "a dead letter", test -> test.operatorItems = List.of("d9")),
                forgery('Q', "an orphan message", test -> test.queued = Map.of("deliver.G06", 1L)),
                forgery('Q', "a forgotten file", test -> test.leftovers = List.of("spool/incoming-1.edxml")),
                forgery('U', "an open question", test -> test.sent.removeIf(line -> line.startsWith("ACK"))));
    }

    private static Arguments forgery(char letter, String what, Consumer<CrashChecksTest> forgery) {
        return Arguments.of(letter, what, forgery);
    }

    private List<Violation> check() {
        Evidence evidence = Evidence.of(fields(sent), fields(received));
        AtRest.Story story = new AtRest.Story(states, Map.of("H41", "pull", "G06", "push"), history);
        return CrashChecks.check(
                evidence, new AtRest(Map.of("x1", story), waiting, operatorItems, queued, leftovers, audit, broken));
    }

    private static List<String[]> fields(List<String> lines) {
        return lines.stream().map(line -> line.split(" ")).toList();
    }
}
