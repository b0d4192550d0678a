package org.lienthong.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 1000, 17, tile/1/x001/000.p/17",
        "63, 999, 1, tile/63/999.p/1",
        "-1, 273, 112, tile/entries/273.p/112"
    })
    void isWrittenAndRead(int level, long index, int width, String path) {
        assertThat(new Tile(level, index, width).path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(new Tile(level, index, width));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/0",
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/1000",
                "tile/0/x000/001",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p",
                "tile/0/000/",
                "tile/0/../000",
                "tile/entries/../../log.key",
                "tile/data/000",
                "checkpoint"
            })
    void refusesEveryOtherSpelling(String path) {
        assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(LogFormatException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, tile/0/000.p/255",
        "256, 0, 0, tile/0/000",
        "256, 1, 0, tile/1/000.p/1",
        "257, 0, 1, tile/0/001.p/1",
        "65536, 0, 255, tile/0/255",
        "65536, 1, 0, tile/1/000",
        "65536, 2, 0, tile/2/000.p/1",
        "70000, 0, 273, tile/0/273.p/112",
        "70000, 1, 1, tile/1/001.p/17",
        "70000, 2, 0, tile/2/000.p/1",
        "70000, -1, 273, tile/entries/273.p/112"
    })
    void hasTheWidthThatTheLogsSizeGives(long size, int level, long index, String path) {
        assertThat(Tile.in(size, level, index).path()).isEqualTo(path);
    }

    @Test
    void countsHashesOfALevel() {
        assertThat(Tile.count(70_000, 0)).isEqualTo(70_000);
        assertThat(Tile.count(70_000, 1)).isEqualTo(273);
        assertThat(Tile.count(70_000, 3)).isZero();
        assertThat(Tile.count(Long.MAX_VALUE, 8)).isZero();
    }
}
