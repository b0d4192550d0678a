package org.lienthong.security.certificate;

import java.security.KeyStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** The trust store of a bundle: the same object until the bundle was read anew. */
final class TrustStore implements Supplier<@Nullable KeyStore> {

    private record Read(SslBundle bundle, @Nullable KeyStore store) {}

    private final Supplier<SslBundle> bundles;
    private volatile @Nullable Read read;

    TrustStore(Supplier<SslBundle> bundles) {
        this.bundles = bundles;
    }

    @Override
    public @Nullable KeyStore get() {
        SslBundle bundle = bundles.get();
        Read known = read;
        if (known == null || known.bundle() != bundle) {
            known = new Read(bundle, bundle.getStores().getTrustStore());
            read = known;
        }
        return known.store();
    }
}
