package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.plugin.BaseImageJob;
import org.imagefactory.plugin.Job;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tdl.Template;

/** What plugins see of an image that is worked on. */
abstract class WorkJob implements Job {

    final ImageWork work;
    private final Path folder;
    private final double from;
    private final double to;

    /**
     * @param from where in the work on the image this job begins, from 0 to 1
     * @param to where it ends
     */
    WorkJob(ImageWork work, Path folder, double from, double to) {
        this.work = work;
        this.folder = folder;
        this.from = from;
        this.to = to;
    }

    @Override
    public final String imageId() {
        return work.id().text();
    }

    @Override
    public Parameters parameters() {
        return new Parameters(work.record().parameters());
    }

    @Override
    public final Path folder() {
        return folder;
    }

    @Override
    public final void progress(String activity, double fractionDone) {
        double done = Double.isNaN(fractionDone) ? 0 : Math.max(0, Math.min(1, fractionDone));
        work.progress(activity, from + done * (to - from));
    }

    @Override
    public final void log(String line) {
        work.log(line);
    }

    @Override
    public final void setProperty(String name, Object value) {
        work.update(record -> record.withProperty(name, value));
    }

    /** An image that is made. */
    abstract static class Making extends WorkJob {

        private final Template template;
        private final boolean localFiles;

        Making(
                ImageWork work,
                Path folder,
                double from,
                double to,
                Template template,
                boolean localFiles) {
            super(work, folder, from, to);
            this.template = template;
            this.localFiles = localFiles;
        }

        public final Template template() {
            return template;
        }

        public final Path body() {
            return work.claim().body();
        }

        public final boolean localFiles() {
            return localFiles;
        }

        public final void setParameter(String name, Object value) {
            work.update(record -> record.withParameter(name, value));
        }

        public final String target() {
            return work.record().target().orElseThrow();
        }
    }

    /** A base image. */
    static final class Base extends Making implements BaseImageJob {

        Base(ImageWork work, Path folder, Template template, boolean localFiles) {
            super(work, folder, 0, 1, template, localFiles);
        }

        @Override
        public void icicle(String xml) {
            work.update(record -> record.withIcicle(xml));
        }
    }

    /**
     * What a target image is made of.
     *
     * @param body its data
     * @param target its cloud; empty of a base image
     */
    record Parent(Path body, Optional<String> target) {}

    /** A target image. */
    static final class Target extends Making implements TargetImageJob {

        private final Parent parent;

        Target(
                ImageWork work,
                Path folder,
                double from,
                double to,
                Template template,
                boolean localFiles,
                Parent parent) {
            super(work, folder, from, to, template, localFiles);
            this.parent = parent;
        }

        @Override
        public Path baseBody() {
            return parent.body();
        }

        @Override
        public Optional<String> baseTarget() {
            return parent.target();
        }
    }

    /** A provider image. */
    static final class Push extends Making implements PushJob {

        private final String credentials;
        private final Path targetBody;

        Push(
                ImageWork work,
                Path folder,
                Template template,
                boolean localFiles,
                String credentials,
                Path targetBody) {
            super(work, folder, 0, 1, template, localFiles);
            this.credentials = credentials;
            this.targetBody = targetBody;
        }

        @Override
        public String provider() {
            return work.record().provider().orElseThrow();
        }

        @Override
        public String credentials() {
            return credentials;
        }

        @Override
        public String targetImageId() {
            return work.record().parent().orElseThrow().text();
        }

        @Override
        public Path targetBody() {
            return targetBody;
        }
    }
}
