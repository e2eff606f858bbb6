package org.imagefactory.service;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.aeolus.Invocation;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.aeolus.Workbench;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.lifecycle.callback.Callbacks;
import org.imagefactory.service.http.HttpService;
import org.imagefactory.service.rest.Api;
import org.imagefactory.service.rest.Jeos;
import org.imagefactory.service.rest.Meters;
import org.imagefactory.service.tls.Credentials;
import org.imagefactory.store.ImageStore;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Signals;
import org.imagefactory.terminal.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service from its start to a signal. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** Together with the last resort within what a signal's sender waits for. */
    private static final Duration SHUT_DOWN_LIMIT = Duration.ofSeconds(10);

    private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(2);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(14);

    private final Start process;
    private final Settings settings;
    private final Signals signals =
            new Signals(
                    CommandLineOptions.PROGRAM
                            + ": the clean-up did not come to its end in time; the next start"
                            + " removes what is left",
                    SIGNAL_LIMIT);

    Daemon(Start process, Settings settings) {
        this.process = process;
        this.settings = settings;
    }

    /**
     * Serves until a signal comes.
     *
     * @return its exit status
     * @throws BuildException the service cannot start; the message names what is wrong
     */
    int serve() throws BuildException {
        Invocation invocation = process.invocation();
        startLog();
        ServiceSettings service = new ServiceSettings(settings, invocation.workingDirectory());
        Optional<Credentials> credentials = service.credentials(Clock.systemUTC());
        heedSignals();
        Meters meters = new Meters();
        Workbench workbench = new Workbench(invocation, settings);
        PidFile pid = PidFile.NONE;
        try (Supervisor supervisor = new Supervisor(invocation.variables());
                Callbacks callbacks = workbench.callbacks();
                TemplateFactory factory = workbench.factory();
                Api api =
                        new Api(
                                Version.text(),
                                factory,
                                Jeos.read(settings.texts(Setting.JEOS_CONFIG), LOG::warn),
                                service.access(Clock.systemUTC()),
                                meters);
                HttpService http = http(credentials, api, meters, factory.store())) {
            bind(http, service);
            factory.listen(callbacks);
            factory.listen(new BuildLog());
            try {
                recover(factory);
                http.start();
                pid = PidFile.write(process, settings);
                ready(http, service, credentials);
                if (process.rehearsal()) {
                    rehearse(http, credentials);
                    return 0;
                }
                supervisor.ready(() -> http.probe());
                waitForSignal();
            } catch (InterruptedException e) {
                end(http, supervisor, factory, callbacks);
            }
            return signals.status().code();
        } catch (IOException e) {
            return endedBy(new HostException("the service cannot start: " + e.getMessage(), "", e));
        } catch (BuildException e) {
            return endedBy(e);
        } catch (InterruptedException e) {
            return signals.status().code();
        } finally {
            pid.remove();
        }
    }

    /** A signal breaks what waits for files or connections. */
    private int endedBy(BuildException failure) throws BuildException {
        if (signals.received().isPresent()) {
            return signals.status().code();
        }
        throw failure;
    }

    private void heedSignals() {
        signals.interrupt(Thread.currentThread(), name -> LOG.info("{}: the service ends", name));
        if (process.detached()) {
            signals.onHangup(
                    () -> LOG.info("SIGHUP: nothing is read anew; a restart reads the settings"));
        }
    }

    private static void end(
            HttpService http, Supervisor supervisor, TemplateFactory factory, Callbacks callbacks)
            throws InterruptedException {
        http.refuse();
        supervisor.stopping();
        factory.shutDown("interrupted by a signal", SHUT_DOWN_LIMIT);
        callbacks.drain(CALLBACK_LIMIT);
    }

    private static void rehearse(HttpService http, Optional<Credentials> credentials)
            throws IOException {
        if (credentials.isEmpty()) {
            Rehearsal.request(http.port());
        }
    }

    private void startLog() {
        new Logging(
                CommandLineOptions.PROGRAM, process.invocation().screen(), level(), LogFormat.TEXT);
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.eclipse.jetty"))
                .setLevel(Level.WARN);
        settings.ignored().forEach(LOG::debug);
    }

    /** A service is watched by its log, so that it says more than a command. */
    private Level level() {
        if (process.rehearsal()) {
            return Level.WARN;
        }
        return settings.isOn(Setting.DEBUG) ? Level.DEBUG : Level.INFO;
    }

    private HttpService http(
            Optional<Credentials> credentials, Api api, Meters meters, ImageStore store) {
        return new HttpService(credentials, api, meters, temporary(), store.largeWork());
    }

    private Path temporary() {
        return process.invocation().workingDirectory().resolve(settings.path(Setting.TMPDIR));
    }

    private void bind(HttpService http, ServiceSettings service) throws BuildException {
        try {
            if (process.inherited()) {
                http.inherit();
            } else {
                http.listen(
                        process.rehearsal()
                                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
                                : service.address());
            }
        } catch (IOException e) {
            throw new HostException(
                    "cannot listen on %s port %d: %s"
                            .formatted(
                                    service.address().getAddress().getHostAddress(),
                                    service.address().getPort(),
                                    e.getMessage()),
                    "is another one running there? --port names another port",
                    e);
        }
    }

    private static void recover(TemplateFactory factory)
            throws BuildException, InterruptedException {
        int count = factory.recover();
        if (count > 0) {
            LOG.info("{} images that another run left unfinished have FAILED", count);
        }
    }

    private void ready(
            HttpService http, ServiceSettings service, Optional<Credentials> credentials) {
        LOG.info(
                "version {} listens on {}://{}:{}/imagefactory",
                Version.text(),
                credentials.isPresent() ? "https" : "http",
                service.hostShown(),
                http.port());
        credentials.ifPresent(
                each -> LOG.info("certificate {}: SHA-256 {}", each, each.fingerprint()));
        service.warnings().forEach(LOG::warn);
        if (process.detached()) {
            process.invocation().out().print(Background.READY + "\n");
            process.invocation().out().flush();
        }
    }

    private static void waitForSignal() throws InterruptedException {
        while (true) {
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }
}
