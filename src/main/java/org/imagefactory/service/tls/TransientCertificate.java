package org.imagefactory.service.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes a certificate for one run of the service: EC P-256, signed by itself with SHA-256, good for
 * a year.
 */
public final class TransientCertificate {

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";

    /** What a common name may have. */
    private static final int LONGEST_NAME = 64;

    private TransientCertificate() {}

    /**
     * @param hostName goes into it as its name, and as one of those that a client may use
     * @param dnsNames the others
     * @param addresses that a client may use
     */
    public static Credentials make(
            String hostName,
            Collection<String> dnsNames,
            Collection<InetAddress> addresses,
            Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] content =
                    content(
                            hostName,
                            alternatives(hostName, dnsNames, addresses),
                            pair.getPublic().getEncoded(),
                            ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] certificate = Der.sequence(content, algorithm(), Der.bits(signature.sign()));
            X509Certificate read =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(certificate));
            return new Credentials(pair.getPrivate(), List.of(read));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java can sign with P-256", e);
        }
    }

    private static byte[] content(
            String hostName, byte[] alternatives, byte[] publicKey, ZonedDateTime now) {
        byte[] name = name(hostName);
        return Der.sequence(
                Der.tagged(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(126, new SecureRandom()).setBit(126)),
                algorithm(),
                name,
                // A client's clock may be slow.
                Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plusYears(1))),
                name,
                publicKey,
                Der.tagged(3, Der.sequence(extensions(alternatives))));
    }

    private static byte[] extensions(byte[] alternatives) {
        return Der.join(
                // Some clients trust a certificate that signed itself only as an authority.
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes())),
                // Digital signatures and certificates.
                extension(KEY_USAGE, true, Der.value(0x03, new byte[] {2, (byte) 0x84})),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
                extension(SUBJECT_ALT_NAME, false, alternatives));
    }

    private static byte[] extension(String oid, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(content))
                : Der.sequence(Der.oid(oid), Der.octets(content));
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    }

    private static byte[] name(String hostName) {
        String common =
                hostName.length() > LONGEST_NAME ? hostName.substring(0, LONGEST_NAME) : hostName;
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(common))));
    }

    private static byte[] alternatives(
            String hostName, Collection<String> dnsNames, Collection<InetAddress> addresses) {
        List<String> names = new ArrayList<>(List.of(hostName));
        names.addAll(dnsNames);
        byte[] all = {};
        for (String name : names.stream().distinct().toList()) {
            all = Der.join(all, Der.value(0x82, name.getBytes(StandardCharsets.US_ASCII)));
        }
        for (InetAddress address : addresses.stream().distinct().toList()) {
            all = Der.join(all, Der.value(0x87, address.getAddress()));
        }
        return Der.sequence(all);
    }
}
