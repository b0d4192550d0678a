package org.lienthong.security.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.lienthong.security.UnsafeConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The revocation lists in files, read again when one has changed; a file that cannot be read leaves what was known. */
final class RevocationLists {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final List<Path> files;
    private final LongSupplier nanoTime;
    private volatile List<X509CRL> lists;
    private List<Object> stamps;
    private long looked;

    /** @throws UnsafeConfigurationException when a file cannot be read */
    RevocationLists(List<Path> files, LongSupplier nanoTime) {
        this.files = List.copyOf(files);
        this.nanoTime = nanoTime;
        try {
            this.stamps = stamps();
            this.lists = read();
        } catch (IOException | GeneralSecurityException e) {
            throw new UnsafeConfigurationException(
                    "hub.security.certificates.crls: " + e.getMessage() + " cannot be read as a revocation list.",
                    "Fetch the lists anew from the authorities, in PEM or DER.");
        }
        this.looked = nanoTime.getAsLong();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The same list object until something has changed. */
    List<X509CRL> current() {
        if (!files.isEmpty() && nanoTime.getAsLong() - looked > PAUSE) {
            look();
        }
        return lists;
    }

    private synchronized void look() {
        if (nanoTime.getAsLong() - looked <= PAUSE) {
            return;
        }
        try {
            List<Object> now = stamps();
            if (!now.equals(stamps)) {
                lists = read();
                stamps = now;
                LOG.atInfo().log("revocation lists read: {}", lists.size());
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.atWarn().log("a revocation list cannot be read, the earlier ones count: {}", e.getMessage());
        }
        looked = nanoTime.getAsLong();
    }

    private List<Object> stamps() throws IOException {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(Files.getLastModifiedTime(file));
            stamps.add(Files.size(file));
        }
        return stamps;
    }

    private List<X509CRL> read() throws IOException, GeneralSecurityException {
        List<X509CRL> all = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                CertificateFactory.getInstance("X.509").generateCRLs(in).forEach(list -> all.add((X509CRL) list));
            } catch (GeneralSecurityException e) {
                throw new GeneralSecurityException(file.toString(), e);
            }
        }
        return List.copyOf(all);
    }
}
