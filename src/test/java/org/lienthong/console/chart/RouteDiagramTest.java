package org.lienthong.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lienthong.console.chart.RouteDiagram.Box;
import org.lienthong.console.chart.RouteDiagram.Step;

class RouteDiagramTest {

    private static Step step(String id, Step... children) {
        return new Step(id, "to", "hub:accept", 7, List.of(children), false);
    }

    private static Step choice(String id, Step... children) {
        return new Step(id, "choice", "", 7, List.of(children), true);
    }

    private static Box box(RouteDiagram diagram, String id) {
        return diagram.boxes().stream()
                .filter(box -> box.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Where a line out of the box begins, and where one into it ends. */
    private static String out(Box box) {
        return "M" + (box.x() + RouteDiagram.BOX_WIDTH / 2) + " " + (box.y() + RouteDiagram.BOX_HEIGHT) + " ";
    }

    private static String in(Box box) {
        return " " + (box.x() + RouteDiagram.BOX_WIDTH / 2) + " " + box.y();
    }

    private static void assertConnected(RouteDiagram diagram, String from, String to) {
        assertThat(diagram.lines())
                .as(from + " to " + to)
                .anyMatch(line -> line.startsWith(out(box(diagram, from))) && line.endsWith(in(box(diagram, to))));
    }

    @Test
    void stepsStandOneBelowTheOther() {
        RouteDiagram diagram = RouteDiagram.of(List.of(step("from"), step("verify"), step("accept")));
        assertThat(diagram.boxes()).extracting(Box::id).containsExactly("from", "verify", "accept");
        assertThat(diagram.boxes())
                .extracting(Box::x)
                .containsOnly(box(diagram, "from").x());
        assertThat(diagram.boxes()).extracting(Box::y).isSorted().doesNotHaveDuplicates();
        assertThat(diagram.lines()).hasSize(2);
        assertConnected(diagram, "from", "verify");
        assertConnected(diagram, "verify", "accept");
    }

    @Test
    void alternativesStandSideBySideAndMeetAgain() {
        RouteDiagram diagram = RouteDiagram.of(
                List.of(step("from"), choice("which", step("one"), step("other", step("inside"))), step("after")));
        assertThat(box(diagram, "one").y()).isEqualTo(box(diagram, "other").y());
        assertConnected(diagram, "which", "one");
        assertConnected(diagram, "which", "other");
        assertConnected(diagram, "one", "after");
        assertConnected(diagram, "inside", "after");
        assertThat(diagram.lines()).hasSize(6);
    }

    @Test
    void whatIsDoneInsideAStepIsMovedIn() {
        RouteDiagram diagram = RouteDiagram.of(List.of(step("filter", step("inside")), step("after")));
        assertThat(box(diagram, "inside").x())
                .isGreaterThan(box(diagram, "filter").x());
        assertThat(box(diagram, "after").x()).isEqualTo(box(diagram, "filter").x());
    }

    @Test
    void noBoxLiesOnAnotherOrOutside() {
        RouteDiagram diagram = RouteDiagram.of(List.of(
                step("from"),
                choice("which", choice("again", step("a"), step("b")), step("c", step("d"), step("e"))),
                step("after")));
        for (Box one : diagram.boxes()) {
            assertThat(one.x() + RouteDiagram.BOX_WIDTH).isLessThan(diagram.width());
            assertThat(one.y() + RouteDiagram.BOX_HEIGHT).isLessThan(diagram.height());
            assertThat(diagram.boxes())
                    .filteredOn(other -> other != one
                            && Math.abs(other.x() - one.x()) < RouteDiagram.BOX_WIDTH
                            && Math.abs(other.y() - one.y()) < RouteDiagram.BOX_HEIGHT)
                    .as("on " + one.id())
                    .isEmpty();
        }
    }
}
