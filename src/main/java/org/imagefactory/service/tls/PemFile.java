package org.imagefactory.service.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;

/**
 * A file with a private key and its chain of certificates, in any order: PKCS#8, or what openssl
 * calls traditional. Text around the blocks is left alone, as openssl does.
 */
public final class PemFile {

    private static final int LONGEST = 1 << 20;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private final Path file;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> keys = new ArrayList<>();

    private PemFile(Path file) {
        this.file = file;
    }

    /**
     * @throws ConfigurationException the file is absent, or not what is needed; the message names
     *     it and holds nothing of its content
     */
    public static Credentials read(Path file) throws ConfigurationException {
        PemFile pem = new PemFile(file);
        pem.takeBlocks();
        return pem.credentials();
    }

    private void takeBlocks() throws ConfigurationException {
        Optional<String> label = Optional.empty();
        StringBuilder body = new StringBuilder();
        for (String line : lines()) {
            if (label.isEmpty() && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label =
                        Optional.of(
                                line.substring(BEGIN.length(), line.length() - DASHES.length()));
                body.setLength(0);
            } else if (label.isPresent() && line.startsWith(END)) {
                take(label.get(), decode(body.toString()));
                label = Optional.empty();
            } else if (label.isPresent()) {
                body.append(line);
            }
        }
        if (label.isPresent()) {
            throw fault("the block '" + label.get() + "' has no end");
        }
    }

    private List<String> lines() throws ConfigurationException {
        try {
            if (!Files.isRegularFile(file)) {
                throw fault(Files.exists(file) ? "it is no file" : "there is no such file");
            }
            if (Files.size(file) > LONGEST) {
                throw fault("it is longer than 1 MiB");
            }
            // A key is read here; text around it may be of any encoding.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw fault("it cannot be read: " + e.getMessage());
        }
    }

    private byte[] decode(String body) throws ConfigurationException {
        if (body.contains("ENCRYPTED") || body.contains("DEK-Info")) {
            throw encrypted();
        }
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw fault("a block of it is not base64");
        }
    }

    private ConfigurationException encrypted() {
        return fault(
                "its private key is encrypted; write one without a password by"
                        + " 'openssl pkey -in OLD -out NEW'");
    }

    private void take(String label, byte[] der) throws ConfigurationException {
        try {
            switch (label) {
                case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                        certificates.add(certificate(der));
                case "PRIVATE KEY" -> keys.add(PrivateKeys.pkcs8(der));
                case "RSA PRIVATE KEY" -> keys.add(PrivateKeys.pkcs1(der));
                case "EC PRIVATE KEY" -> keys.add(PrivateKeys.sec1(der));
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                default -> {
                    // Parameters of curves and of Diffie-Hellman, requests: not needed.
                }
            }
        } catch (GeneralSecurityException e) {
            throw fault("its block '" + label + "' cannot be used");
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private Credentials credentials() throws ConfigurationException {
        if (keys.size() != 1) {
            throw fault(keys.isEmpty() ? "it has no private key" : "it has several private keys");
        }
        if (certificates.isEmpty()) {
            throw fault("it has no certificate");
        }
        PrivateKey key = keys.get(0);
        for (X509Certificate certificate : certificates) {
            if (PrivateKeys.belong(key, certificate.getPublicKey())) {
                return new Credentials(key, chain(certificate));
            }
        }
        throw fault("none of its certificates is that of its private key");
    }

    /** From the service's certificate to the root, as far as the file has them. */
    private List<X509Certificate> chain(X509Certificate own) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(own);
        while (next.isPresent()) {
            X509Certificate link = next.get();
            chain.add(link);
            left.remove(link);
            next = left.stream().filter(issuer -> issued(issuer, link)).findFirst();
        }
        return chain;
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private ConfigurationException fault(String what) {
        return new ConfigurationException(
                "the PEM file %s is unusable: %s".formatted(file, what), "");
    }
}
