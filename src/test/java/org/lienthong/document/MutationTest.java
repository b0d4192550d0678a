package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lienthong.problem.ProblemException;

/** Whatever happens to the bytes of a good message, it is read or refused, and nothing else escapes. */
class MutationTest {

    private static final int MUTANTS = 3000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "documents/new.edxml",
                "documents/dialect.edxml",
                "documents/replace-inet.edxml",
                "statuses/13-recall-requested.edxml"
            })
    void readsOrRefusesEveryMutant(String name) {
        byte[] good = Examples.bytes(name);
        for (int seed = 0; seed < MUTANTS; seed++) {
            byte[] mutant = mutant(good, new Random(seed));
            assertThatCode(() -> readOrRefuse(mutant)).as("seed " + seed).doesNotThrowAnyException();
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            Examples.read(bytes);
        } catch (ProblemException e) {
            // What a refusal is for.
        }
    }

    private static byte[] mutant(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(60), bytes.length - at);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "<>&/\"= :!?".charAt(random.nextInt(10));
                case 2 -> System.arraycopy(good, random.nextInt(good.length - length), bytes, at, length);
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> Arrays.fill(bytes, at, at + length, (byte) ' ');
            }
        }
        return bytes;
    }
}
