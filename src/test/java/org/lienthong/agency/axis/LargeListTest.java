package org.lienthong.agency.axis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lienthong.agency.AgencyRegistry;
import org.lienthong.agency.Resolution;
import org.lienthong.agency.axis.Difference.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As many units as the axis had in October 2025. */
class LargeListTest {

    private static final Logger log = LoggerFactory.getLogger(LargeListTest.class);
    private static final LocalDate DAY = LocalDate.parse("2027-01-01");
    private static final int TOPS = 98;
    private static final int UNITS = Integer.getInteger("agencies.units", 111_339);

    /** Ten times the units may take so many times as long, caches and warm-up included. */
    private static final int MOST = 40;

    @TempDir
    Path dir;

    @Test
    void takesOverAWholeListInTimeThatGrowsWithIt() throws IOException {
        long small = run(dir.resolve("small"), UNITS / 10);
        long large = run(dir.resolve("large"), UNITS);

        assertThat(large).isLessThan(small * MOST);
    }

    private long run(Path directory, int units) throws IOException {
        Path agencies = directory.resolve("agencies");
        Files.createDirectories(agencies);
        Files.writeString(
                agencies.resolve("own.yaml"),
                "agencies: [{id: A01, names: [{vi: Cũ}], codes: [{scheme: QD20, value: A01}]}]\n");
        Path file = AxisLists.generated(directory.resolve("list.json"), TOPS, units);
        long start = System.nanoTime();
        AxisList list = read(file);
        long read = System.nanoTime();
        AgencyRegistry registry = AgencyRegistry.load(agencies);
        Difference difference = Comparison.of(list, registry, DAY);
        long compared = System.nanoTime();
        assertThat(difference.units()).isEqualTo(units);
        assertThat(Arrays.stream(Kind.values()).mapToInt(difference::count).sum())
                .isEqualTo(units);
        assertThat(difference.count(Kind.NEW)).isEqualTo(units - 1);
        assertThat(difference.count(Kind.CHANGED)).isEqualTo(1);

        assertThat(new Proposal(difference, registry, "Danh sách mẫu").write(agencies))
                .hasSize(TOPS + 1);
        long written = System.nanoTime();

        AgencyRegistry after = AgencyRegistry.load(agencies);
        long loaded = System.nanoTime();
        assertThat(after.agencies()).hasSize(units);
        Difference rest = Comparison.of(list, after, DAY);
        assertThat(rest.items()).isEmpty();
        long again = System.nanoTime();
        for (AxisUnit unit : list.units()) {
            assertThat(after.resolve(unit.code(), DAY) instanceof Resolution.Found)
                    .isTrue();
        }
        long end = System.nanoTime();
        log.info(
                "{} units: read {} ms, compared {} ms, written {} ms, loaded {} ms, compared again {} ms, resolved in {} ns each",
                units,
                ms(read - start),
                ms(compared - read),
                ms(written - compared),
                ms(loaded - written),
                ms(again - loaded),
                (end - again) / units);
        return end - start;
    }

    private static AxisList read(Path file) throws IOException {
        AxisList list = new AxisList();
        try (InputStream in = Files.newInputStream(file)) {
            list.read(in, "list", count -> {});
        }
        return list;
    }

    private static long ms(long nanos) {
        return nanos / 1_000_000;
    }
}
