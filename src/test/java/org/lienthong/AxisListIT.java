package org.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.axis.AxisDownload;
import org.lienthong.agency.axis.AxisList;
import org.lienthong.agency.axis.Comparison;
import org.lienthong.agency.axis.Difference;

/** The list over the wire, signed, from an axis that is a hub itself: there and back nothing differs. */
@ExtendWith(SharedHub.class)
class AxisListIT {

    private final RunningHub hub;

    AxisListIT(RunningHub hub) {
        this.hub = hub;
    }

    @Test
    void findsTheShippedRegisterOnTheAxis() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        AxisList list = new AxisList();
        new AxisDownload(hub.api("/vxp"), "G22", "demo-G22", clock).into(list, entries -> {});

        AgencyRegistry shipped = AgencyRegistry.load(Path.of("config/agencies"));
        Difference difference =
                Comparison.of(list, shipped, LocalDate.now(clock.withZone(ZoneId.of("Asia/Ho_Chi_Minh"))));

        assertThat(difference.missing()).isEmpty();
        assertThat(difference.count(Difference.Kind.UNCHANGED))
                .isEqualTo(shipped.agencies().size());
        // What other tests registered meanwhile is new, or closed again.
        assertThat(difference.items()).allMatch(item -> item.kind() == Difference.Kind.NEW);
    }
}
