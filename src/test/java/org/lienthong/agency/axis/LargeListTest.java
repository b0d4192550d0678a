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

/**
 * As many units as the axis had in October 2025. Taking all of them over is measured with {@code -Dagencies.write=111339};
 * by default a tenth is taken over.
 */
class LargeListTest {

    private static final Logger log = LoggerFactory.getLogger(LargeListTest.class);
    private static final LocalDate DAY = LocalDate.parse("2027-01-01");
    private static final int TOPS = 98;
    private static final int UNITS = 111_339;

    /** Ten times the units may take so many times as long, on a machine that does other things, too. */
    private static final int MOST = 40;

    @TempDir
    Path dir;

    @Test
    void comparesAWholeListInTimeThatGrowsWithIt() throws IOException {
        AgencyRegistry registry = declared();
        compare(registry, UNITS / 10);
        long small = compare(registry, UNITS / 10);
        long large = compare(registry, UNITS);

        log.info("{} units compared in {} ms, a tenth in {} ms", UNITS, large / 1_000_000, small / 1_000_000);
        assertThat(large).isLessThan(small * MOST);
    }

    @Test
    void takesOverAListAndFindsEachUnit() throws IOException {
        int units = Integer.getInteger("agencies.write", UNITS / 10);
        AgencyRegistry registry = declared();
        AxisList list = read(AxisLists.generated(dir.resolve("list.json"), TOPS, units));
        Difference difference = Comparison.of(list, registry, DAY);

        long start = System.nanoTime();
        assertThat(new Proposal(difference, registry, "Danh sách mẫu").write(dir))
                .hasSize(TOPS + 1);
        long written = System.nanoTime();
        AgencyRegistry after = AgencyRegistry.load(dir);
        long loaded = System.nanoTime();
        for (AxisUnit unit : list.units()) {
            assertThat(after.resolve(unit.code(), DAY) instanceof Resolution.Found)
                    .isTrue();
        }
        log.info(
                "{} units written in {} ms, loaded in {} ms, found in {} ns each",
                units,
                (written - start) / 1_000_000,
                (loaded - written) / 1_000_000,
                (System.nanoTime() - loaded) / units);
        assertThat(after.agencies()).hasSize(units);
        assertThat(Comparison.of(list, after, DAY).items()).isEmpty();
    }

    private AgencyRegistry declared() throws IOException {
        Files.writeString(
                dir.resolve("own.yaml"),
                "agencies: [{id: A01, names: [{vi: Cũ}], codes: [{scheme: QD20, value: A01}]}]\n");
        return AgencyRegistry.load(dir);
    }

    private long compare(AgencyRegistry registry, int units) throws IOException {
        Path file = AxisLists.generated(dir.resolve("list.json"), TOPS, units);
        long start = System.nanoTime();
        Difference difference = Comparison.of(read(file), registry, DAY);
        long end = System.nanoTime();
        assertThat(difference.units()).isEqualTo(units);
        assertThat(Arrays.stream(Kind.values()).mapToInt(difference::count).sum())
                .isEqualTo(units);
        assertThat(difference.count(Kind.NEW)).isEqualTo(units - 1);
        assertThat(difference.count(Kind.CHANGED)).isEqualTo(1);
        return end - start;
    }

    private static AxisList read(Path file) throws IOException {
        AxisList list = new AxisList();
        try (InputStream in = Files.newInputStream(file)) {
            list.read(in, "list", count -> {});
        }
        return list;
    }
}
