package org.lienthong.console.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lienthong.console.chart.FlowPicture.Band;
import org.lienthong.console.chart.FlowPicture.Flow;
import org.lienthong.console.chart.FlowPicture.Node;

class FlowPictureTest {

    @Test
    void bandsAreAsThickAsWhatFlows() {
        FlowPicture picture =
                FlowPicture.of(List.of(new Flow("G09", "H26", 30), new Flow("G09", "G18", 10)), agency -> false);
        assertThat(picture.bands()).extracting(Band::to).containsExactly("H26", "G18");
        assertThat(picture.bands().get(0).width())
                .isCloseTo(3 * picture.bands().get(1).width(), within(0.01));
        assertThat(picture.senders()).extracting(Node::count).containsExactly(40L);
        assertThat(picture.recipients()).extracting(Node::agency).containsExactly("H26", "G18");
    }

    @Test
    void theSmallestShareAPlace() {
        List<Flow> flows = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> new Flow("S" + n, "R", 10 * n))
                .toList();
        FlowPicture picture = FlowPicture.of(flows, agency -> false);
        assertThat(picture.senders()).hasSize(8);
        Node others = picture.senders().get(7);
        assertThat(others.agency()).isEqualTo(FlowPicture.OTHERS);
        assertThat(others.count())
                .isEqualTo(IntStream.rangeClosed(1, 13).map(n -> 10 * n).sum());
        assertThat(picture.senders().stream().mapToLong(Node::count).sum())
                .isEqualTo(picture.recipients().get(0).count());
    }

    @Test
    void marksTheRecipientInTroubleAndWhatFlowsToIt() {
        FlowPicture picture = FlowPicture.of(
                List.of(new Flow("H26", "G09", 5), new Flow("G09", "H26", 5)), agency -> agency.equals("H26"));
        assertThat(picture.recipients())
                .filteredOn(Node::troubled)
                .extracting(Node::agency)
                .containsExactly("H26");
        assertThat(picture.bands())
                .filteredOn(Band::troubled)
                .extracting(Band::to)
                .containsExactly("H26");
        assertThat(picture.senders()).noneMatch(Node::troubled);
    }

    @Test
    void barsStandApartAndInsideHoweverUnevenTheFlows() {
        FlowPicture picture = FlowPicture.of(
                List.of(new Flow("A", "X", 1_000_000), new Flow("B", "Y", 1), new Flow("C", "Z", 1)), agency -> false);
        for (List<Node> column : List.of(picture.senders(), picture.recipients())) {
            double free = 0;
            for (Node node : column) {
                assertThat(node.y()).isGreaterThan(free);
                free = node.y() + node.height();
            }
            assertThat(free).isLessThan(picture.height());
        }
        assertThat(picture.bands()).allMatch(band -> band.width() > 1);
    }

    @Test
    void isEmptyWhenNothingFlows() {
        FlowPicture picture = FlowPicture.of(List.of(), agency -> true);
        assertThat(picture.bands()).isEmpty();
        assertThat(picture.senders()).isEmpty();
        assertThat(picture.height()).isPositive();
    }
}
