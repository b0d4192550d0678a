package org.lienthong.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate for 127.0.0.1, and a store that trusts it, both PKCS #12, made by the JDK's keytool. */
public record TestKeys(Path keyStore, Path trustStore) {

    /** Of both stores; with what an address would have to escape. */
    public static final String PASSWORD = "se;cr&e+t 1=";

    public static TestKeys in(Path directory) throws IOException, InterruptedException {
        Path keys = directory.resolve("keys.p12");
        Path certificate = directory.resolve("certificate.pem");
        Path trust = directory.resolve("trust.p12");
        keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", keys, "-rfc", "-file", certificate.toString());
        keytool("-importcert", trust, "-noprompt", "-file", certificate.toString());
        return new TestKeys(keys, trust);
    }

    private static void keytool(String what, Path store, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), what));
        command.addAll(List.of("-alias", "test", "-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", PASSWORD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(what + " failed: " + said);
        }
    }
}
