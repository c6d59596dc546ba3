import NIOCore
import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Files of 32 x 20 pixels that follow a formula. Row by row they use filters 0 to 4 in turn; zlib 1.x at level 9
/// compressed them to blocks with dynamic Huffman codes, split over two IDAT chunks.
enum CompressedPNG: String, CaseIterable, Sendable {
    case rgba
    case rgb
    case grey
    /// Sixteen colours, the first three of which have an opacity.
    case palette

    func color(_ x: Int, _ y: Int) -> Color {
        let mixed = UInt8((x ^ y) * 4 & 255)
        switch self {
        case .rgba:
            return Color(red: UInt8(x * 8), green: UInt8(y * 12), blue: mixed, alpha: UInt8(255 - x * y % 64))
        case .rgb: return Color(red: UInt8(x * 8), green: UInt8(y * 12), blue: mixed)
        case .grey: return Color(red: mixed, green: mixed, blue: mixed)
        case .palette:
            let index = (x * y + x) / 3 % 16
            return Color(
                red: UInt8(index * 16), green: UInt8(255 - index * 16), blue: UInt8(index * 40 & 255),
                alpha: index < 3 ? UInt8(index * 51) : 255)
        }
    }

    var bytes: ByteBuffer { ByteBuffer(bytes: Data(base64Encoded: text) ?? Data()) }

    private var text: String {
        switch self {
        case .rgba: Self.rgbaText
        case .rgb: Self.rgbText
        case .grey: Self.greyText
        case .palette: Self.paletteText
        }
    }

    private static let rgbaText = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAUCAYAAADskT9PAAABlklEQVR42sWWPUxbVxiGP5oj6yq6VdzUlTzcwW1IZRrTXEUmuNEZPDB4YPDA\
        4IHBA4MHBqtiOAODhwyMjIyMjAxnYKSFCqoQhSRqoIW2/GPABgPXYJNjTt9rX4TrkiZRhw6vPj/+fJB1eHgvRETaIKb9ZOggmTpEfh2mgLYp\
        qGNk6TiFdILadZLCOkURnSZbZyiqsxTTgrjOUVyPUI8epYQeo149Tkk9QX16klJ6ivr1NKX1PA3oRcroZRrUa5TVeRrSJRK6QsO6jUyGL6AQ\
        83+Zn+ALEJmmJtO5JFPVwAr8FnwBroIr4HPwGbgMdsCn4BPwMbgEPgIfgovgAvgAvA/eA+fBu+Ad8DZ4C7wJ3gCv36KgkWM+dcl8hKga8/kR\
        pcCIegtG1AUYUVUwoipgRJ2DEXUGRlQZjCgHHMX8HIyou2BEfQZGlB+MqDusfgP4/ROxS6RGtKUwW2I0vf7Hnr9jv/9h53lAG9x/4edWOciD\
        pRBnB2FOOzY312PcWI3z6FKC26+SnD9P8dh8mrfPZHjoMssjVcHDTo73j2TpbAAAAy5JREFUHY3w5P4o798e46m1cd6zMsHjbyZ578spnliY\
        5kNz8zz74yIfri1zUVnjA6d5nj4s8cG9Cs9stVEi6P4VXBjkXNw8o8385D375vnkPfv69CRUkJA1SaggIWuSUEFC9vhaQgUJWZOEChIyV8JO\
        zAjmA8wmCRUkZFcStmPew/wK88tb9PguJDQgnOkJF4BsQcSCbCFkNsZ8+SDzFSBbCXEgW8UTjpB2yGYEcN4V7hTnT3AesY5xHpm1cR7CFe7g\
        POIc4jyiijhf9CTEDZABCXEDdWFwA2RcYFYhSgXzHHx+w+zGvvSOfXdj4gZuPHfFIqwNESn7ReggKNrXQyK2FBb8uS3smZiIVuPCOEoIczsp\
        aCUl2Mu0CM5lhFXLCv+pEIG9nMj8OSIGfxkV6WdjYuCHcSHOJ8RwcVJkN6fE0K/TIvFiXvT+tCjib5dFz/GaSO3mRf/vJZF8XRF9P7fR04jb\
        SOXrWFevuxpztdyy7/o797d83mr5/GrXv/38piYMQEILEuLv1Czc0IQBNKHVhT0kLDQ3oY39Q+whoYUm3EITFtwm/Ab7jusmDEBC6z72kLBw\
        77oJ+6xco+EMr+EqbsN1g72GuxLO6Go0XAVRkM1A1CPmi0E4BdkMRJWwt+sN5zOOMK+E6wR/ilkAI+oA/ADzdlMTOl4T1psLEuIGiHkSusLg\
        WUCsjDjgU/AjvD5GTsAIboSY+16hhd39rsfee/X9RoMl14aMlfwyuh6U9quQjMyEZdixZft2TIbexKU1l5DBSlIG9lLS/1tams8y0lBZyYpC\
        0h85OfxiRIrpUTl0PCazG+Ny8PWEzMxOyoHylEzvTMv+pXmZml+UfdVlmdxfk70reZlYKMmeWkXGD9toOu42Yakp9sfxU/u/nP+YJjz7wCaE\
        hOrAa8KOlia833gcKzyO2UajCb//OtcQzvEeqeYXYEjnuI9Up9FwrnAOZCNIZ3rCORCOINzCUUM451swhDPRcAbiRMAQzvSEc26D98F74A6w\
        Ac43NSHzmpB5TcjcJvwOs+g1GiRUnoS4gbpM+Aek0YQPvc8VvdnZeBzXGa9xA9fvu3Pziv8C4qeNufHhcEYAAAAASUVORK5CYII=
        """

    private static let rgbText = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAUCAIAAABj86gYAAAAsUlEQVR42r2TIazaYBSFD3t/mopfNEtFRUUFWSoQFWSpuKICUYGoQFQgKhAV\
        iGZBXIFAPIFEIpFIxBVIxARiAomYQDyBeAKBQCAeK2F527IEMlhyc3JycpJfnP8DABPKgulAe7B82AGcEG4EL0Y1gZ+iliHIUS8QMmiAaIjG\
        CPEYzQmSKVozpHO0F8iW6KyQr9HdoNiitwMf0K9AKxNHE/pB+uH0ALSG3kMfH+Gf4JjKOCoDpVqs+oFBAAABZElEQVT39z9eO60AVd7LxZzv\
        LjnZJlkWuQ45HimfEJAOyYyoHlOQEKUUZlTNySuoxuQPqDWkZETtMaUTakwpmlFzTvGCeksqVtRfE2+os6VsR90D5RXEzukXmdj/ofW75OeR\
        j4/TJ3z+qIzTzrpcxlaGowxXGZ4yvipjq4xXZeyUsVfG4bJb9bZ+OfKx3Oc3vVfOvsk1iz2Hqx6HPlPAQcj1iM2YdcJIWWXs5OwWbDHbA86H\
        3B1xNubOhHnK/RkXc+4tOF5yc8XRmhsbTrfc3nFy4FYFz7WSuvO57/z3v+Ttm/o/SbahXegX6NdfafzX/Aktt1zjzPPhCh/e1r+QvH9H4329\
        kCmhJXVHAk9qvviBVEPxInFjcRKxU7Ey0bmYhSgWDKQ/FB5JbyzFRLpTyWfSmUu2kPZS0pW01pJspLmVeCeNg0QVLKKSuuvv+ab+fyD5y6dy\
        jX1Jqb7Cf7utfyH5UfoGdV1+OFJ9V6wAAAAASUVORK5CYII=
        """

    private static let greyText = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAUCAAAAADJ+mCTAAAAV0lEQVR42oWRIW+EMBiGy/GJiopmqaioQJAFUYGoQCAqEAgEAoGoQCAQCAQC\
        gdxPm9xPmDwxcWKi4kTF2OWSbc3g+ubJm9e0yVOEABPKuIjiRKYqy3VRVnXTmq7Kyeb1AAAArklEQVQfxmle1gAcOcwJiHVHhNghRw8AwABn\
        gN1GjAoOiGCV5lkcyaSpTVvoqpyndem7cQg42FvUTp/AHSd8umt4/bh82qtDsbcBHL5lr1EiozjLU4UJAi4oG8auX9ZpLitdtKZuAumcExvv\
        9zbe3kwycb58W/u/Q7G9c/1F5u3NmD0E5ZlKZRJHgjNKMKB1madx6DvTNnVVFjrQ8Pe8ePuxyWdst6/64c3b8OiGL3foAaQL71ZEAAAAAElF\
        TkSuQmCC
        """

    private static let paletteText = """
        iVBORw0KGgoAAAANSUhEUgAAACAAAAAUCAMAAADbT899AAAAMFBMVEUA/wAQ7ygg31Awz3hAv6BQr8hgn/BwjxiAf0CQb2igX5CwT7jAP+DQ\
        LwjgHzDwD1hZ0C2JAAAAA3RSTlMAM2aqzGWDAAAAZUlEQVR42n2RDXPDIAiGUfAzbfr/f2YSoyZp7FB769bbevcGuYDyAAAAQggpJSISkVJK\
        a22MsdY657wXNf6Xpqcj3+/HGFNKOff7fkBOkD1FyuU47j2RaD3Pwir0RGBNkrojZrb26QBI0gYgz2wAAADMSURBVNZfxv9OpqiP49ysnLHX\
        +vGzl5gbZQi1S6bkLnPeNuf3HaG1cLQ44zGcqr0UnkZ8PIyhNqiJOGtBQgyK7UIGA6JjBwHQDKPU7irIXm5o/CiVuwLZ4YbajzwqfjZ8+OTb\
        LtZKybtI1ubNuQbJiERLC/Y4q5hUOAtsotf90OKr0mo1arVqLX59DADKf5SA/uZLUf/S97qXOiguELXmQeaKuO1+PxAQ70Qn3ZU6NQMUnWpK\
        sqwMLvd1z4YpFxOYT0fD8WhTcckl4b8AxtmJ0vqM/PcAAAAASUVORK5CYII=
        """
}
