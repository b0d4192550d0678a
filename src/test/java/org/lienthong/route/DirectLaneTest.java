package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lienthong.testing.Patience.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.TestAgencies;
import org.lienthong.delivery.TestDelivery;
import org.lienthong.testing.TestDatabase;

class DirectLaneTest {

    private final List<UUID> begun = new CopyOnWriteArrayList<>();
    private final Semaphore endings = new Semaphore(0);
    private TestDelivery hub;
    private DirectLane lane;

    @BeforeEach
    void open(@TempDir Path directory) {
        hub = new TestDelivery(TestDatabase.empty(), TestAgencies.shipped(), null, directory, Clock.systemUTC());
        lane = new DirectLane("H41", 1, 2, hub.lanes(), this::deliver);
    }

    @AfterEach
    void close() {
        endings.release(100);
        lane.close();
        hub.close();
    }

    @Test
    void takesWhatThereIsRoomForAndNoMore() {
        List<UUID> taken = fill();
        assertThat(lane.offer(UUID.randomUUID())).isFalse();

        endings.release(100);
        await().until(() -> begun.equals(taken));
        assertThat(lane.offer(UUID.randomUUID())).isTrue();
    }

    @Test
    void beginsNothingWhileTheRecipientIsPaused() {
        List<UUID> taken = fill();
        lane.pause();
        endings.release(100);

        assertThat(lane.offer(UUID.randomUUID())).isFalse();
        lane.resume();
        UUID later = UUID.randomUUID();
        assertThat(lane.offer(later)).isTrue();
        await().until(() -> begun.contains(later));
        assertThat(begun).containsExactly(taken.get(0), later);
    }

    @Test
    void endsWithWhatIsUnderWay() {
        List<UUID> taken = fill();
        endings.release(100);
        lane.close();

        assertThat(begun).startsWith(taken.get(0));
        assertThat(lane.offer(UUID.randomUUID())).isFalse();
        lane.resume();
        assertThat(lane.offer(UUID.randomUUID())).isFalse();
    }

    @Test
    void goesOnAfterADeliveryWithoutAnOutcome() {
        try (DirectLane failing = new DirectLane("G15", 1, 2, hub.lanes(), id -> {
            begun.add(id);
            throw new IllegalStateException("stopping");
        })) {
            assertThat(failing.offer(UUID.randomUUID())).isTrue();
            assertThat(failing.offer(UUID.randomUUID())).isTrue();
            await().until(() -> begun.size() == 2);
        }
    }

    /** One that is under way, two that wait. */
    private List<UUID> fill() {
        List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        assertThat(lane.offer(ids.get(0))).isTrue();
        await().until(() -> begun.size() == 1);
        assertThat(lane.offer(ids.get(1))).isTrue();
        assertThat(lane.offer(ids.get(2))).isTrue();
        return ids;
    }

    private void deliver(UUID id) {
        begun.add(id);
        endings.acquireUninterruptibly();
    }
}
