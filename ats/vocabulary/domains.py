"""Top-level domains: enough of them to tell an address from "Node.js" or the end of a sentence."""

from ats.vocabulary.word_lists import words

_GENERIC = words(
    """
    com org net edu gov mil int info biz name pro aero coop museum mobi jobs cat tel travel asia post xxx
    app dev page io ai co me tv cc fm ly sh gg to academy agency art blog build business cafe camp capital care careers
    center chat city cloud club coach codes coffee community company computer consulting cool design digital
    dog earth education email energy engineer engineering expert family fit foundation fun fyi games global graphics
    group guru health help host house ink institute international kim land law legal life link live lol love ltd
    marketing media money moe network news ninja one online ooo partners photo photography photos pics place plus press
    project pub red rocks run school science services shop show site social software solutions space store studio style
    support systems team tech technology today tools top training university video vip website wiki win work works
    world wtf xyz zone berlin hamburg koeln bayern wien paris london amsterdam nyc tokyo eus gal bzh eu uk
    example test invalid local localhost
    """
)
_COUNTRIES = words(
    """
    ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg
    ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gb gd ge gf gg
    gh gi gl gm gn gp gq gr gt gu gy hk hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr
    kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc
    ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh
    si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc
    ve vg vi vn vu wf ws ye yt za zm zw
    """
)


def is_top_level(name: str) -> bool:
    """Say whether a word without its dot is a top-level domain, those reserved for examples included."""
    return name.lower() in _GENERIC or name.lower() in _COUNTRIES
