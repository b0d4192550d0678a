package org.lienthong.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.lienthong.config.Finding;
import org.springframework.util.FileSystemUtils;

/** Configurations with a mistake each, from the catalogue of them, for tests of what becomes of such. */
public final class CheckMistakes {

    private CheckMistakes() {}

    /**
     * Makes the small configuration with one of the mistakes that are errors.
     *
     * @param which any number; different ones give different mistakes
     * @param place directory that is not there yet
     * @return the rule of what is found first
     */
    public static String spoilt(int which, Path place) throws IOException {
        List<CheckCase> cases = CheckTest.cases();
        for (int n = which * 7; ; n++) {
            FileSystemUtils.deleteRecursively(place);
            FileSystemUtils.copyRecursively(CheckTest.BASE, place);
            cases.get(n % cases.size()).spoil(place);
            List<Finding> errors = Check.of(place.resolve("config"), place.resolve("routes"), Clock.systemUTC())
                    .errors();
            if (!errors.isEmpty()) {
                return errors.get(0).rule();
            }
        }
    }
}
