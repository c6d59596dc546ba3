import Renditions

/// Operations with every parameter away from its default, and their JSON forms.
enum OperationSamples {
    static let brown = Color(red: 112, green: 66, blue: 20)

    static let all: [(operation: any ImageOperation, json: String)] = [
        (
            .adjust(brightness: 1.5, contrast: 0.5, saturation: 2, hue: -30, lightness: 5),
            #"{"adjust":{"brightness":1.5,"contrast":0.5,"hue":-30,"lightness":5,"saturation":2}}"#
        ),
        (.autoOrient, #"{"autoOrient":{}}"#),
        (.blur(sigma: 1.5), #"{"blur":{"sigma":1.5}}"#),
        (.clahe(width: 8, height: 9, maximumSlope: 0), #"{"clahe":{"height":9,"maximumSlope":0,"width":8}}"#),
        (
            .composite(
                Layer("a.png"), Layer("b/c.png", gravity: .north, opacity: 0.25, tile: true, blend: .colorDodge)),
            #"{"composite":{"layers":[{"image":"a.png"},{"blend":"color-dodge","gravity":"north","image":"b/c.png","#
                + #""opacity":0.25,"tile":true}]}}"#
        ),
        (.crop(x: 1, y: 2, width: 3, height: 4), #"{"crop":{"height":4,"width":3,"x":1,"y":2}}"#),
        (
            Extend(to: PixelSize(width: 9, height: 8), x: 1, y: 2, fill: .mirror, color: brown),
            ##"{"extend":{"color":"#704214","fill":"mirror","height":8,"width":9,"x":1,"y":2}}"##
        ),
        (.flatten(background: brown), ##"{"flatten":{"background":"#704214"}}"##),
        (.flip, #"{"flip":{}}"#),
        (.flop, #"{"flop":{}}"#),
        (.gamma(1.25), #"{"gamma":{"exponent":1.25}}"#),
        (.greyscale, #"{"greyscale":{}}"#),
        (.median(size: 5), #"{"median":{"size":5}}"#),
        (.negate, #"{"negate":{}}"#),
        (.normalize(lower: 2, upper: 98), #"{"normalize":{"lower":2,"upper":98}}"#),
        (Orient(.leftMirrored), #"{"orient":{"orientation":5}}"#),
        (
            .pad(top: 1, right: 2, bottom: 3, left: 4, fill: .edge, color: .black),
            ##"{"pad":{"bottom":3,"color":"#000000","fill":"edge","left":4,"right":2,"top":1}}"##
        ),
        (
            .pad(toWidth: 20, height: 30, gravity: .northwest),
            #"{"pad":{"gravity":"northwest","height":30,"width":20}}"#
        ),
        (
            .resize(
                width: 640, height: 480, fit: .contain, position: .gravity(.south), enlarge: true, reduce: false,
                kernel: .mitchell, devicePixelRatio: 2, background: Color(red: 1, green: 2, blue: 3, alpha: 4)),
            ##"{"resize":{"background":"#01020304","devicePixelRatio":2,"enlarge":true,"fit":"contain","height":480,"##
                + #""kernel":"mitchell","position":"south","reduce":false,"width":640}}"#
        ),
        (
            .resize(width: 10, position: .focalPoint(x: 0.25, y: 0.75)),
            #"{"resize":{"position":{"x":0.25,"y":0.75},"width":10}}"#
        ),
        (.resize(height: 10, position: .entropy), #"{"resize":{"height":10,"position":"entropy"}}"#),
        (.rotate(12.5, background: .white), ##"{"rotate":{"angle":12.5,"background":"#ffffff"}}"##),
        (.roundCorners(radius: 3), #"{"roundCorners":{"radius":3}}"#),
        (
            Scale(to: PixelSize(width: 5, height: 6), kernel: .nearest),
            #"{"scale":{"height":6,"kernel":"nearest","width":5}}"#
        ),
        (.sharpen(sigma: 1, flat: 2, jagged: 4), #"{"sharpen":{"flat":2,"jagged":4,"sigma":1}}"#),
        (
            SmartCrop(to: PixelSize(width: 5, height: 6), by: .entropy),
            #"{"smartCrop":{"height":6,"strategy":"entropy","width":5}}"#
        ),
        (
            .text(
                "Grüße", font: "serif", size: 12, color: brown, width: 100, gravity: .north, x: 1, y: 2, opacity: 0.5,
                shadow: true),
            ##"{"text":{"color":"#704214","font":"serif","gravity":"north","opacity":0.5,"shadow":true,"size":12,"##
                + #""text":"Grüße","width":100,"x":1,"y":2}}"#
        ),
        (.threshold(1), #"{"threshold":{"level":1}}"#),
        (.tint(.black), ##"{"tint":{"color":"#000000"}}"##),
        (.trim(threshold: 0), #"{"trim":{"threshold":0}}"#),
        (
            .watermark("logo.png", gravity: .center, x: -1, y: 1, opacity: 1, scale: 0.25, tile: true, blend: .add),
            #"{"watermark":{"blend":"add","gravity":"center","image":"logo.png","opacity":1,"scale":0.25,"tile":true,"#
                + #""x":-1,"y":1}}"#
        ),
    ]

    /// What an operation needs at least, in JSON, by name.
    static let required: [String: [String: String]] = [
        "composite": ["layers": #"[{"image":"a.png"}]"#], "crop": ["width": "1", "height": "1"],
        "extend": ["width": "1", "height": "1"], "normalize": ["lower": "0", "upper": "100"],
        "orient": ["orientation": "1"], "resize": ["width": "1"], "rotate": ["angle": "0"],
        "scale": ["width": "1", "height": "1"], "smartCrop": ["width": "1", "height": "1"],
        "text": ["text": "\"x\""], "watermark": ["image": "\"a.png\""],
    ]

    /// Values of which a parameter is out of its range, and the parameter.
    static let invalid: [(operation: any ImageOperation, parameter: String)] = [
        (.adjust(brightness: -1), "brightness"), (.adjust(contrast: 11), "contrast"), (.adjust(hue: .nan), "hue"),
        (.adjust(saturation: .infinity), "saturation"), (.blur(sigma: 0.29), "sigma"), (.blur(sigma: 251), "sigma"),
        (.clahe(width: 0), "width"), (.clahe(maximumSlope: 101), "maximumSlope"), (.composite(), "layers"),
        (.crop(width: 0, height: 1), "width"), (.crop(x: -1, width: 1, height: 1), "x"), (.gamma(0), "exponent"),
        (.median(size: 2), "size"), (.normalize(lower: 60, upper: 50), "lower"), (.normalize(lower: -1), "lower"),
        (.pad(-1), "top"), (.pad(toWidth: 0, height: nil), "width"), (.resize(width: 0), "width"),
        (.resize(height: 65_536), "height"), (.resize(), "width"),
        (.resize(width: 1, devicePixelRatio: 9), "devicePixelRatio"),
        (.resize(width: 1, devicePixelRatio: .nan), "devicePixelRatio"),
        (.resize(width: 1, height: 1, position: .focalPoint(x: 1.1, y: 0)), "position"), (.rotate(361), "angle"),
        (.rotate(.nan), "angle"), (.roundCorners(radius: -1), "radius"), (.sharpen(sigma: 0), "sigma"),
        (.text(""), "text"), (.text("x", size: 3), "size"), (.threshold(256), "level"),
        (.trim(threshold: -1), "threshold"),
        (.watermark("a.png", opacity: 2), "opacity"), (.watermark("a.png", scale: 0), "scale"),
        (.composite(Layer("a.png", x: 65_536)), "x"),
    ]
}
