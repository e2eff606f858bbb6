package org.imagefactory.store;

import java.util.Optional;
import java.util.stream.Stream;

/** What an image is for. */
public enum ImageType {
    /** An installed and customised system. */
    BASE("BaseImage", "base_image", "Base Image"),

    /** A base image fitted to one kind of cloud. */
    TARGET("TargetImage", "target_image", "Target Image"),

    /** A target image pushed to one account of a provider. */
    PROVIDER("ProviderImage", "provider_image", "Provider Image");

    private final String recordWord;
    private final String word;
    private final String title;

    ImageType(String recordWord, String word, String title) {
        this.recordWord = recordWord;
        this.word = word;
        this.title = title;
    }

    /** How records say it: {@code BaseImage}. */
    public String recordWord() {
        return recordWord;
    }

    /** How the command line and REST say it: {@code base_image}. */
    public String word() {
        return word;
    }

    /** How REST says many of them: {@code base_images}. */
    public String collection() {
        return word + "s";
    }

    /** How activities say it: {@code Base Image}. */
    public String title() {
        return title;
    }

    /** What it is made of; empty for a base image, which is made of a template alone. */
    public Optional<ImageType> parent() {
        return switch (this) {
            case BASE -> Optional.empty();
            case TARGET -> Optional.of(BASE);
            case PROVIDER -> Optional.of(TARGET);
        };
    }

    /** The key of a record that names the parent: {@code base_image_id}. */
    public Optional<String> parentKey() {
        return parent().map(parent -> parent.word() + "_id");
    }

    /** By the word of records. */
    public static Optional<ImageType> ofRecord(String word) {
        return Stream.of(values()).filter(type -> type.recordWord.equals(word)).findAny();
    }

    /** By the word of command line and REST. */
    public static Optional<ImageType> ofWord(String word) {
        return Stream.of(values()).filter(type -> type.word.equals(word)).findAny();
    }
}
