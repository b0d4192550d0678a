package org.lienthong.dossier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.dossier.RecordKind;
import org.lienthong.testing.TestDatabase;

class BacklogTest {

    @TempDir
    Path spool;

    @Test
    void countsWhatWaits() {
        TestBatches batches = new TestBatches(TestDatabase.empty(), spool, true);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new Backlog(batches.jdbc).bindTo(meters);
        assertThat(meters.get("dossiers.waiting").gauge().value()).isZero();
        assertThat(meters.get("dossiers.lag").gauge().value()).isZero();
        batches.submit(RecordKind.DOSSIER, BatchesTest.dossier("H56-261120-0001"), "{}");
        assertThat(meters.get("dossiers.waiting").gauge().value()).isEqualTo(2);
        assertThat(meters.get("dossiers.lag").gauge().value()).isNotZero();
        batches.sequence();
        assertThat(meters.get("dossiers.waiting").gauge().value()).isZero();
    }
}
