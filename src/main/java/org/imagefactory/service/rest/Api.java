package org.imagefactory.service.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.Responder;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.service.live.Live;
import org.imagefactory.service.page.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests by the table of routes: path and method, then who asks, then the rest. */
public final class Api implements Responder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final Digests digests = new Digests();
    private final Live live;
    private final Routes routes;
    private final Access access;

    /**
     * @param version of this program
     * @param jeos what is configured of images that providers have
     * @param meters count what happens
     */
    public Api(String version, TemplateFactory factory, Jeos jeos, Access access, Meters meters) {
        live = new Live(factory.store(), Clock.systemUTC());
        factory.listen(live);
        List<Route> all =
                new ArrayList<>(PublishedRoutes.of(version, factory, jeos, digests, live));
        all.addAll(
                AddedRoutes.of(
                        new Queue(factory),
                        live,
                        meters,
                        call -> Answer.json(200, OpenApi.document(all, version))));
        all.addAll(pages(version, factory, access));
        this.routes = new Routes(all);
        this.access = access;
    }

    private List<Route> pages(String version, TemplateFactory factory, Access access) {
        Images images = new Images(factory);
        Documents documents = new Documents(factory.store(), images, digests, live);
        Pages pages =
                new Pages(
                        factory.store(),
                        factory.plugins(),
                        version,
                        new Pages.Sources(live::log, PublicText::of));
        return new PageRoutes(
                        factory,
                        documents,
                        new Deletion(factory, images),
                        pages,
                        access.hasTokens())
                .all();
    }

    @Override
    public Answer answer(ServiceRequest request) throws Exception {
        Routes.Match match = routes.find(request.method(), request.decodedPath());
        boolean changes = match.route().protection() == Protection.WRITE;
        String who = Caller.STRANGER.name();
        try {
            if (changes) {
                SameOrigin.require(request);
            }
            Caller caller = access.admit(request, match.route().protection());
            who = caller.name();
            Accepted.require(request.header("Accept"), match.route().produces());
            Answer answer = act(new Call(request, match.variables(), caller), match.route());
            if (changes) {
                Audit.done(request, caller, answer);
            }
            return answer;
        } catch (RequestException e) {
            if (changes) {
                Audit.refused(request, who, e.fault().status());
            }
            throw e;
        }
    }

    private static Answer act(Call call, Route route) throws Exception {
        try {
            return route.action().answer(call);
        } catch (BuildException e) {
            // The store, or a factory that is being shut down; clients need no names of files.
            LOG.warn("{} {}: {}", call.request().id(), call.request(), e.getMessage());
            throw new RequestException(
                    Fault.STOPPING,
                    "The service cannot do this just now; its log says why. Try again later.");
        }
    }

    @Override
    public void close() {
        live.close();
        digests.close();
    }
}
