package org.imagefactory.clouds.ova;

import org.imagefactory.tdl.TemplateOs;

/**
 * The virtual machine that is described beside its disk.
 *
 * @param id UUID of the image
 * @param name for people
 * @param description may be empty
 * @param os what is installed
 * @param processors at least 1
 * @param memoryMebibytes at least 1
 * @param diskName of the disk's file in the archive
 * @param diskBytes of the disk
 * @param fileBytes of the disk's file
 * @param efi whether only an UEFI can start it
 */
record Machine(
        String id,
        String name,
        String description,
        TemplateOs os,
        long processors,
        long memoryMebibytes,
        String diskName,
        long diskBytes,
        long fileBytes,
        boolean efi) {

    /** Whether it needs a processor of 64 bits. */
    boolean is64Bit() {
        return !os.arch().equals("i386") && !os.arch().equals("armv7l");
    }

    /** The name in a form that every file system takes. */
    String fileName() {
        return fileName(name);
    }

    static String fileName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
        String shortened = plain.substring(0, Math.min(plain.length(), 60));
        return shortened.isEmpty() ? "image" : shortened;
    }
}
