package org.lienthong.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.audit.log.EntryBundle;
import org.lienthong.audit.log.Merkle;

class RightEdgeTest {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<byte[]> leaves = new ArrayList<>();

    private RightEdge edge(int size) throws IOException {
        RightEdge edge = new RightEdge();
        for (int i = 0; i < size; i++) {
            byte[] entry = ByteBuffer.allocate(4).putInt(i).array();
            leaves.add(Merkle.leaf(entry));
            edge.append(entry, (tile, bytes) -> files.put(tile.path(), bytes));
        }
        edge.writePartials((tile, bytes) -> files.put(tile.path(), bytes));
        return edge;
    }

    private long count(String prefix) {
        return files.keySet().stream()
                .filter(path -> path.startsWith(prefix) && !path.contains(".p/"))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, 'tile/0/000.p/255 tile/entries/000.p/255'",
        "256, 1, 0, 'tile/1/000.p/1'",
        "257, 1, 0, 'tile/0/001.p/1 tile/1/000.p/1 tile/entries/001.p/1'",
        "65536, 256, 1, 'tile/2/000.p/1'",
        "70000, 273, 1, 'tile/0/273.p/112 tile/1/001.p/17 tile/2/000.p/1 tile/entries/273.p/112'"
    })
    void laysTheTilesOutAsSpecified(int size, int fullBottom, int fullSecond, String partials) throws IOException {
        RightEdge edge = edge(size);

        assertThat(count("tile/0/")).isEqualTo(fullBottom);
        assertThat(count("tile/entries/")).isEqualTo(fullBottom);
        assertThat(count("tile/1/")).isEqualTo(fullSecond);
        assertThat(files.keySet().stream().filter(path -> path.contains(".p/")))
                .containsExactlyInAnyOrder(partials.split(" "));
        assertThat(edge.root()).isEqualTo(Merkle.root(leaves));
    }

    @Test
    void tilesHoldWhatTheyAreNamedFor() throws IOException {
        edge(65_537);

        assertThat(files.get("tile/0/000")).hasSize(8192).startsWith(leaves.get(0));
        assertThat(files.get("tile/0/256.p/1")).isEqualTo(leaves.get(65_536));
        assertThat(files.get("tile/1/000")).startsWith(Merkle.root(leaves.subList(0, 256)));
        assertThat(files.get("tile/2/000.p/1")).isEqualTo(Merkle.root(leaves.subList(0, 65_536)));
        assertThat(EntryBundle.decode(files.get("tile/entries/001")).get(0))
                .isEqualTo(ByteBuffer.allocate(4).putInt(256).array());
    }

    @Test
    void knowsTheRootOfEverySize() throws IOException {
        RightEdge edge = new RightEdge();
        for (int i = 0; i < 1100; i++) {
            assertThat(edge.root()).isEqualTo(Merkle.root(leaves));
            byte[] entry = {(byte) i};
            leaves.add(Merkle.leaf(entry));
            edge.append(entry, (tile, bytes) -> {});
        }
    }

    @Test
    void isReadBackFromTheRightmostTiles(@TempDir Path home) throws IOException {
        LogDirectory directory = new LogDirectory(home);
        RightEdge edge = new RightEdge();
        for (int i = 0; i < 1000; i++) {
            edge.append(new byte[] {(byte) i}, directory::write);
        }
        edge.writePartials(directory::write);

        RightEdge again = RightEdge.read(directory, 1000);

        assertThat(again.root()).isEqualTo(edge.root());
        edge.append(new byte[1], directory::write);
        again.append(new byte[1], directory::write);
        assertThat(again.root()).isEqualTo(edge.root());
        assertThat(again.partials()).isEqualTo(edge.partials());
    }
}
