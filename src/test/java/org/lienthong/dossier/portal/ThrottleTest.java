package org.lienthong.dossier.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final Throttle throttle = new Throttle(PortalRig.settings(200, 8, 100), new Random(1));

    @Test
    void growsWithAnswersUpToItsMost() {
        for (int i = 0; i < 100; i++) {
            throttle.answered(1000);
        }

        assertThat(throttle.limit()).isEqualTo(8);
    }

    @Test
    void asksAloneAfterAFailureAndWithHalfOfItAfterTheNextAnswer() {
        throttle.failed(null);
        assertThat(throttle.limit()).isEqualTo(1);
        assertThat(throttle.isFaltering()).isTrue();

        throttle.answered(1000);
        assertThat(throttle.limit()).isEqualTo(2);
        assertThat(throttle.isFaltering()).isFalse();
    }

    @Test
    void asksLessOfAPortalThatIsSlow() {
        throttle.answered(Duration.ofSeconds(3).toNanos());

        assertThat(throttle.limit()).isEqualTo(2);
    }

    @Test
    void waitsAsLongAsThePortalSays() throws InterruptedException {
        throttle.failed(Duration.ofMillis(300));
        long start = System.nanoTime();
        assertThat(throttle.enter()).isTrue();

        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
    }

    @Test
    void letsNobodyWaitForEver() throws InterruptedException {
        throttle.failed(Duration.ofMinutes(5));
        throttle.close();

        assertThat(throttle.enter()).isFalse();
    }
}
