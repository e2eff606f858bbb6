package org.imagefactory.service.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Private keys in the forms that openssl writes; Java itself reads PKCS#8 only. */
final class PrivateKeys {

    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final int OID = 0x06;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeys() {}

    static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // One of another kind.
            }
        }
        throw new InvalidKeyException("neither RSA nor EC nor EdDSA");
    }

    /** RSA, which PKCS#8 has as it is. */
    static PrivateKey pkcs1(byte[] der) throws GeneralSecurityException {
        return wrapped(der, Der.oid(RSA), Der.value(0x05));
    }

    /** EC, whose curve PKCS#8 wants to be said outside. */
    static PrivateKey sec1(byte[] der) throws GeneralSecurityException {
        return wrapped(der, Der.oid(EC), curve(der));
    }

    private static PrivateKey wrapped(byte[] key, byte[]... algorithm)
            throws GeneralSecurityException {
        return pkcs8(
                Der.sequence(
                        Der.integer(BigInteger.ZERO), Der.sequence(algorithm), Der.octets(key)));
    }

    /** The name of the curve: a version, the number itself, then the parameters. */
    private static byte[] curve(byte[] der) throws InvalidKeyException {
        try {
            int at = content(der, 0);
            for (int skipped = 0; skipped < 2; skipped++) {
                at = content(der, at) + length(der, at);
            }
            if ((der[at] & 0xff) == PARAMETERS) {
                int inner = content(der, at);
                if (der[inner] == OID) {
                    return Arrays.copyOfRange(der, inner, content(der, inner) + length(der, inner));
                }
            }
            throw new InvalidKeyException("the curve has no name");
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new InvalidKeyException("it ends too early", e);
        }
    }

    /** Where the content of the value at that place begins. */
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < content(der, at); i++) {
            // No more than an array can hold; a longer one ends in the check of its bounds.
            length = Math.min(length << 8 | (der[i] & 0xff), 1 << 22);
        }
        return length;
    }

    /** Whether what one signs the other finds to be signed. */
    static boolean belong(PrivateKey key, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
    }
}
